/// How far a pass over the sources of an analysis is.
public struct AnalysisProgress: Sendable, Equatable {
  /// The rows read of the rows expected.
  public struct Rows: Sendable, Equatable {
    public let read: Int
    public let expected: Int
    /// Whether both were guessed from the first rows of a text file and its size.
    public let isEstimate: Bool

    public init(read: Int, expected: Int, isEstimate: Bool) {
      self.read = read
      self.expected = expected
      self.isEstimate = isEstimate
    }
  }

  /// 1, or more where the source is read once more because its first rows misled.
  public let pass: Int
  /// The finished part of this pass, from 0 to 1.
  public let fraction: Double
  /// Nil where nothing tells the number of rows, as in a compressed text.
  public let rows: Rows?
  /// The time since this pass began.
  public let elapsed: Duration

  public init(pass: Int, fraction: Double, rows: Rows?, elapsed: Duration) {
    self.pass = pass
    self.fraction = fraction
    self.rows = rows
    self.elapsed = elapsed
  }
}
