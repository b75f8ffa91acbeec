import Diagnostics

/// The format of a data file, told by the end of its name without regard to case.
public enum SourceFormat: String, Sendable, CaseIterable {
  case csv
  case tsv
  case parquet
  case jsonLines

  /// The endings of file names and the format of each.
  static let endings: [(ending: String, format: SourceFormat)] = [
    (".csv", .csv), (".csv.gz", .csv), (".tsv", .tsv), (".tsv.gz", .tsv), (".parquet", .parquet),
    (".jsonl", .jsonLines), (".jsonl.gz", .jsonLines),
  ]

  static let endingWords = endings.map(\.ending)
}

extension SourceFormat {
  /// The one format of several sources; what differs or cannot be read is reported.
  init?(allOf sources: [Positioned<String>], _ faults: FaultCollector) {
    let formats = sources.map { ($0, SourceFormat($0, faults)) }
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
  init?(_ source: Positioned<String>, _ faults: FaultCollector) {
    let path = source.value
    let accepted = "use a file \(listed(Self.endingWords))"
    if path.contains("://") {
      faults.error(
        .invalidSource, at: source.place, "the source \(quoted(path)) is a URL",
        remedy: "download the file and name its path; a source is a local file")
      return nil
    }
    guard let match = Self.endings.first(where: { path.lowercased().hasSuffix($0.ending) }) else {
      faults.error(
        .invalidSource, at: source.place, "the format of the source \(quoted(path)) is unknown", remedy: accepted)
      return nil
    }
    self = match.format
  }
}
