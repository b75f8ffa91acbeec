/// A path as a pattern that only this path fits: in brackets a character stands for itself.
package func pattern(ofPath path: String) -> String {
  path.map { "*?[".contains($0) ? "[\($0)]" : String($0) }.joined()
}

/// A table outside the engine: its files, which have one schema, and how they are written.
package struct TableSource: Sendable, Hashable {
  package enum Format: String, Sendable, CaseIterable {
    case csv
    case tsv
    case parquet
    /// Parquet files whose folders are named after a column and its value: `day=2026-03-01/`.
    case partitionedParquet
    /// An object per line.
    case jsonLines
    /// A list of objects.
    case jsonArray

    /// Text formats carry names but no types; every column of theirs is text.
    package var isText: Bool {
      switch self {
      case .csv, .tsv, .jsonLines, .jsonArray: true
      case .parquet, .partitionedParquet: false
      }
    }

    /// Whether each value stands beside its name, so that files may leave names out.
    package var namesValues: Bool { self == .jsonLines || self == .jsonArray }
  }

  /// Absolute paths, in the order in which they are read.
  package let files: [String]
  package let format: Format
  /// The character between fields, where the format has one.
  package let delimiter: Character

  package init(files: [String], format: Format, delimiter: Character? = nil) {
    self.files = files
    self.format = format
    self.delimiter = delimiter ?? (format == .tsv ? "\t" : ",")
  }

  /// One file of the source by itself.
  package func file(_ path: String) -> TableSource {
    TableSource(files: [path], format: format, delimiter: delimiter)
  }
}
