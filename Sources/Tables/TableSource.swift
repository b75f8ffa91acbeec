/// A table outside the engine: where it lies and how it is written.
package struct TableSource: Sendable, Hashable {
  package enum Format: String, Sendable, CaseIterable {
    case csv
    case tsv
    case parquet

    /// Text formats carry names but no types; every column of theirs is text.
    package var isText: Bool {
      switch self {
      case .csv, .tsv: true
      case .parquet: false
      }
    }
  }

  /// Absolute path.
  package let path: String
  package let format: Format

  package init(path: String, format: Format) {
    self.path = path
    self.format = format
  }
}
