import Calibration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Prints a page of the documentation: how many units the methods need, or with `--matrix` every cell of the composition
/// matrix; `--quick` prints a rough one in seconds. Progress goes to standard error.
@main enum Calibrate {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.allSatisfy({ ["--quick", "--matrix"].contains($0) }) else {
      write("usage: calibrate [--matrix] [--quick]\n", to: STDERR_FILENO)
      exit(64)
    }
    let isQuick = arguments.contains("--quick")
    let calibration = Calibration(effort: isQuick ? .quick : .published)
    if arguments.contains("--matrix") {
      await printMatrix(calibration, runs: isQuick ? Calibration.quickRuns : Calibration.matrixRuns)
    } else {
      await printMethods(calibration)
    }
  }

  private static func printMatrix(_ calibration: Calibration, runs: Int) async {
    var results: [MatrixResult] = []
    for (number, cell) in MatrixCell.all.enumerated() {
      if let result = await calibration.result(cell, runs: runs) { results.append(result) }
      write(
        "\(processorSeconds) s of processors  \(number + 1)/\(MatrixCell.all.count)  \(cell.key)\n", to: STDERR_FILENO)
    }
    let minutes = (processorSeconds + 30) / 60
    let time = "The simulation took \(minutes) minutes of processor time."
    write(MatrixArticle(calibration, runs: runs, results: results, time: time).text, to: STDOUT_FILENO)
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
