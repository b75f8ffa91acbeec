internal import Engines
internal import Tables

/// A pass over the sources, as far as its progress is concerned.
struct SourceScan: Sendable {
  let engine: any Engine
  let files: [ResolvedSources.File]
  let isText: Bool
  /// Whether nothing that takes long follows the reading: without a unit, nothing is grouped.
  let endsWithReading: Bool

  init(engine: any Engine, _ sources: ResolvedSources, endsWithReading: Bool) {
    self.init(
      engine: engine, files: sources.files, isText: sources.format.isText, endsWithReading: endsWithReading)
  }

  init(engine: any Engine, files: [ResolvedSources.File], isText: Bool, endsWithReading: Bool) {
    (self.engine, self.files, self.isText, self.endsWithReading) = (engine, files, isText, endsWithReading)
  }

  /// The rows that text files seem to have by the lines at their beginnings; nil where these cannot be counted.
  func estimatedRows() -> Int? {
    guard isText, files.allSatisfy({ !$0.path.lowercased().hasSuffix(".gz") }) else { return nil }
    // Files of one source are alike, so the first one speaks for all.
    guard let first = files.first, let bytes = try? FileSystem.read(first.path, limit: Self.sample) else { return nil }
    let lines = bytes.count { $0 == UInt8(ascii: "\n") }
    guard lines > 0, !bytes.isEmpty else { return nil }
    let whole = files.reduce(0.0) { $0 + Double(FileSystem.size(of: $1.path) ?? $1.bytes) }
    return Int((whole * Double(lines) / Double(bytes.count)).rounded())
  }

  /// Bytes, of which a row takes some dozens.
  private static let sample = 1 << 18
}
