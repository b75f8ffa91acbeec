/// The outcome of one check of the data, before any comparison is believed.
public struct DataCheck: Sendable, Equatable {
  public enum Outcome: String, Sendable {
    case passed
    /// Worth a reader's attention; verdicts stand.
    case warning
    /// The experiment is broken: numbers are shown without a verdict.
    case failed
  }

  public let name: String
  public let outcome: Outcome
  /// What was found, one sentence with its figures.
  package let finding: Phrase
  /// The test behind it, nil where none was needed.
  public let pValue: Double?
  public let statistic: Double?
  /// Named counts, in order.
  public let counts: [(name: String, count: Int)]

  init(
    _ name: String, _ outcome: Outcome, _ finding: Phrase, pValue: Double? = nil, statistic: Double? = nil,
    counts: [(name: String, count: Int)] = []
  ) {
    self.name = name
    self.outcome = outcome
    self.finding = finding
    self.pValue = pValue
    self.statistic = statistic
    self.counts = counts
  }

  public static func == (left: DataCheck, right: DataCheck) -> Bool {
    left.name == right.name && left.outcome == right.outcome && left.finding == right.finding
      && left.pValue == right.pValue && left.statistic == right.statistic
      && left.counts.elementsEqual(right.counts) { $0 == $1 }
  }
}

/// A count of rows in words.
func rows(_ count: Int) -> Phrase { "\(.count(count)) row\(count == 1 ? "" : "s")" }
