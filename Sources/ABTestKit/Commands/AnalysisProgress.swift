/// How far the reading of an analysis's sources is.
public struct AnalysisProgress: Sendable, Equatable {
  /// The rows read of the rows expected, in the pass that is running.
  public struct Rows: Sendable, Equatable {
    public let read: Int
    public let expected: Int
    /// Since this pass began; nil while nothing is read.
    public let perSecond: Double?
    /// Whether both were guessed from the first rows of a text file and its size.
    public let isEstimate: Bool

    public init(read: Int, expected: Int, perSecond: Double?, isEstimate: Bool) {
      self.read = read
      self.expected = expected
      self.perSecond = perSecond
      self.isEstimate = isEstimate
    }
  }

  /// From 1; the sources are read again where a first look decides how, or where it misled.
  public let pass: Int
  /// The number of passes that is foreseen now.
  public let passes: Int
  /// The finished part of all passes, from 0 to 1, as if they took the same time.
  public let fraction: Double
  /// Nil where nothing tells the number of rows, as in a compressed text.
  public let rows: Rows?
  /// The time since the first pass began.
  public let elapsed: Duration

  public init(pass: Int, passes: Int, fraction: Double, rows: Rows?, elapsed: Duration) {
    self.pass = pass
    self.passes = passes
    self.fraction = fraction
    self.rows = rows
    self.elapsed = elapsed
  }
}
