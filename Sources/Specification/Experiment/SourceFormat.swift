import Diagnostics

/// The format of a data file: declared, or told by the end of its name without regard to case.
public enum SourceFormat: String, Sendable, CaseIterable {
  case csv
  case tsv
  case parquet
  /// An object per line, or an array of objects, which the file tells.
  case jsonLines = "jsonl"

  /// The endings of file names and the format of each; text may be compressed.
  private static let endings: [(ending: String, format: SourceFormat)] = [
    (".csv", .csv), (".tsv", .tsv), (".jsonl", .jsonLines), (".ndjson", .jsonLines), (".json", .jsonLines),
  ]
  private static let compressions = ["", ".gz", ".zst", ".zip"]

  /// What a source may be, for messages and the summaries of keys.
  static let words = ".csv, .tsv, .jsonl, .json (also with .gz, .zst or .zip) or .parquet"

  /// The format that a name tells; nil where it tells none.
  package init?(name: String) {
    let name = name.lowercased()
    let known = Self.endings.first { ending, _ in Self.compressions.contains { name.hasSuffix(ending + $0) } }
    if let known {
      self = known.format
    } else if name.hasSuffix(".parquet") || name.hasSuffix("/") {
      // A folder holds files of Parquet, as engines write them.
      self = .parquet
    } else if name.hasSuffix(".zip") {
      self = .csv
    } else {
      return nil
    }
  }
}

extension SourceFormat {
  /// The one format of several sources; what differs or cannot be read is reported.
  ///
  /// - Parameter stated: what the spec says, whatever the names.
  init?(allOf sources: [Positioned<String>], stated: SourceFormat?, _ faults: FaultCollector) {
    let formats = sources.map { ($0, SourceFormat($0, stated, faults)) }
    for (source, format) in formats.dropFirst() where format != nil && formats[0].1 != nil && format != formats[0].1 {
      faults.error(
        .mixedFormats, at: source.place,
        "the source \(quoted(source.value)) and \(quoted(formats[0].0.value)) have different formats",
        remedy: "convert all files to one format")
    }
    guard let first = formats.first?.1, formats.allSatisfy({ $0.1 != nil }) else { return nil }
    self = first
  }

  /// Reads the format off a source, or reports why the source cannot be read.
  private init?(_ source: Positioned<String>, _ stated: SourceFormat?, _ faults: FaultCollector) {
    let path = source.value
    if path.contains("://") {
      faults.error(
        .invalidSource, at: source.place, "the source \(quoted(path)) is a URL",
        remedy: "download the file and name its path; a source is a local file")
      return nil
    }
    guard let format = stated ?? SourceFormat(name: path) else {
      let isWorkbook = [".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers"].contains {
        path.lowercased().hasSuffix($0)
      }
      faults.error(
        .invalidSource, at: source.place,
        isWorkbook
          ? "the source \(quoted(path)) is a workbook" : "the format of the source \(quoted(path)) is unknown",
        remedy: isWorkbook
          ? "save the sheet as CSV (UTF-8) and name that file"
          : "use a file \(Self.words), or say which it is with \"format\": \"csv\", \"tsv\", \"jsonl\" or \"parquet\"")
      return nil
    }
    self = format
  }
}
