/// A version of DuckDB: three numbers, and perhaps the mark of a build between two releases.
struct DuckDBVersion {
  private let numbers: [Int]

  /// Reads `2.0.0` or `2.1.0-dev12`; `nil` for anything else.
  init?(_ text: String) {
    let numbers = text.prefix { $0 != "-" }.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, !numbers.contains(nil) else { return nil }
    self.numbers = numbers.compactMap(\.self)
  }

  /// Older versions read through a symbolic link that leads out of the allowed directory, or lack functions.
  static let oldestSafe = "1.5.6"

  var isSafe: Bool {
    guard let oldest = DuckDBVersion(Self.oldestSafe) else { return false }
    return !numbers.lexicographicallyPrecedes(oldest.numbers)
  }
}
