import Calibration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Prints a page of the documentation: how many units the methods need, with `--matrix` every cell of the composition matrix, or
/// with `--decisions` how often the decision errs; `--quick` prints a rough one in seconds. Progress goes to standard error.
@main enum Calibrate {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.allSatisfy({ ["--quick", "--matrix", "--decisions"].contains($0) }),
      !arguments.contains("--matrix") || !arguments.contains("--decisions")
    else {
      write("usage: calibrate [--matrix | --decisions] [--quick]\n", to: STDERR_FILENO)
      exit(64)
    }
    let isQuick = arguments.contains("--quick")
    let calibration = Calibration(effort: isQuick ? .quick : .published)
    if arguments.contains("--matrix") {
      await printMatrix(calibration, runs: isQuick ? Calibration.quickRuns : Calibration.matrixRuns)
    } else if arguments.contains("--decisions") {
      await printDecisions(calibration, isQuick: isQuick)
    } else {
      await printMethods(calibration)
    }
  }

  private static func printDecisions(_ calibration: Calibration, isQuick: Bool) async {
    var sections: [(study: any ErrorStudy.Type, section: ErrorSection)] = []
    for study in ErrorStudies.all {
      let runs = isQuick ? ErrorStudies.quickRuns(study.runs) : study.runs
      sections.append((study, await study.section(calibration, runs: runs)))
      write("\(processorSeconds) s of processors  \(study.title)\n", to: STDERR_FILENO)
    }
    write(ErrorArticle(calibration, sections: sections, time: simulationTime).text, to: STDOUT_FILENO)
  }

  private static func printMatrix(_ calibration: Calibration, runs: Int) async {
    var results: [MatrixResult] = []
    for (number, cell) in MatrixCell.all.enumerated() {
      if let result = await calibration.result(cell, runs: runs) { results.append(result) }
      write(
        "\(processorSeconds) s of processors  \(number + 1)/\(MatrixCell.all.count)  \(cell.key)\n", to: STDERR_FILENO)
    }
    write(MatrixArticle(calibration, runs: runs, results: results, time: simulationTime).text, to: STDOUT_FILENO)
  }

  private static var simulationTime: String {
    "The simulation took \((processorSeconds + 30) / 60) minutes of processor time."
  }

  /// The processor time of all threads since the start.
  private static var processorSeconds: Int { Int(clock()) / Int(CLOCKS_PER_SEC) }

  private static func printMethods(_ calibration: Calibration) async {
    let clock = ContinuousClock()
    let start = clock.now
    var rows: [[CalibrationRow]] = []
    for study in Study.all {
      var studied: [CalibrationRow] = []
      for setting in study.settings {
        studied.append(await calibration.row(study, setting.population, setting.allocation))
        let seconds = (clock.now - start).components.seconds
        write(
          "\(seconds) s  \(study.functional)  \(setting.population.name)  \(setting.allocation)\n", to: STDERR_FILENO)
      }
      rows.append(studied)
    }
    write(CalibrationArticle(calibration, rows: rows).text, to: STDOUT_FILENO)
  }

  private static func write(_ text: String, to descriptor: CInt) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          Musl.write(descriptor, buffer.baseAddress, buffer.count)
        #else
          Darwin.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      guard count > 0 else { exit(74) }
      bytes = bytes.dropFirst(count)
    }
  }
}
