import Calibration

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Prints the calibration page of the documentation; `--quick` prints a rough one in seconds. Progress goes to standard error.
@main enum Calibrate {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.allSatisfy({ $0 == "--quick" }) else {
      write("usage: calibrate [--quick]\n", to: STDERR_FILENO)
      exit(64)
    }
    let calibration = Calibration(effort: arguments.isEmpty ? .published : .quick)
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
