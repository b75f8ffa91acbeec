/// How far a running query is.
package struct EngineProgress: Sendable, Equatable {
  /// The finished part of the whole query, from 0 to 1, by the engine's own plan; it also counts the work after reading.
  package let fraction: Double
  /// The part of the sources that has been read, from 0 to 1; `nil` where the engine cannot tell.
  package let scanned: Double?
  /// The rows of the sources; `nil` where only reading them would tell, as in a text file.
  package let totalRows: Int?

  package init(fraction: Double, scanned: Double? = nil, totalRows: Int? = nil) {
    self.fraction = fraction
    self.scanned = scanned
    self.totalRows = totalRows
  }

  /// The rows read so far; `nil` where ``totalRows`` is.
  package var rows: Int? {
    guard let scanned, let totalRows else { return nil }
    return Int((scanned * Double(totalRows)).rounded())
  }
}
