internal import Planning
internal import Statistics
public import Terms

/// The outcome of one check of the data, before any comparison is believed.
public struct DataCheck: Sendable, Equatable {
  public enum Outcome: String, Sendable {
    case passed
    /// Worth a reader's attention; verdicts stand.
    case warning
    /// A gate that the data did not pass: numbers are shown without a verdict.
    case failed
    /// A gate that the data did not pass, and that a person overrules.
    case accepted
  }

  public let name: String
  public private(set) var outcome: Outcome
  /// What was found, one sentence with its figures.
  package let finding: Phrase
  /// The test behind it, nil where none was needed.
  public let pValue: Double?
  public let statistic: Double?
  /// Named counts, in order.
  public let counts: [(name: String, count: Int)]
  /// The gate that the check is; nil for one that only warns.
  public let gate: Gate?
  /// The treatment whose comparison with the control it is about; nil for all.
  public let variant: String?
  /// Why a person overrules it; nil where nobody does.
  public private(set) var acceptedBecause: String?

  init(
    _ name: String, _ outcome: Outcome, _ finding: Phrase, pValue: Double? = nil, statistic: Double? = nil,
    counts: [(name: String, count: Int)] = [], gate: Gate? = nil, variant: String? = nil
  ) {
    precondition(outcome != .failed || gate != nil, "only a gate can void an experiment")
    self.name = name
    self.outcome = outcome
    self.finding = finding
    self.pValue = pValue
    self.statistic = statistic
    self.counts = counts
    self.gate = gate
    self.variant = variant
  }

  public static func == (left: DataCheck, right: DataCheck) -> Bool {
    left.name == right.name && left.outcome == right.outcome && left.finding == right.finding
      && left.pValue == right.pValue && left.statistic == right.statistic && left.gate == right.gate
      && left.variant == right.variant && left.acceptedBecause == right.acceptedBecause
      && left.counts.elementsEqual(right.counts) { $0 == $1 }
  }
}

extension DataCheck {
  /// The check as it is where a person overrules failed gates.
  func accepted(_ reasons: [Gate: String]) -> DataCheck {
    guard outcome == .failed, let reason = gate.flatMap({ reasons[$0] }) else { return self }
    var other = self
    (other.outcome, other.acceptedBecause) = (.accepted, reason)
    return other
  }

  /// Whether the data did not pass the gate on a comparison, accepted or not.
  ///
  /// A gate about one treatment is about every comparison that the treatment is a part of, on whatever side; doses are compared
  /// over all variants.
  func failed(on comparison: Comparison, of plan: AnalysisPlan) -> Bool {
    guard outcome == .failed || outcome == .accepted else { return false }
    guard let variant, plan.comparisons.contains(comparison) else { return true }
    let parts = comparison.contrast.control + comparison.contrast.variant
    return parts.contains { plan.variants[$0.arm].name == variant }
  }

  /// Whether nothing may be concluded of a comparison.
  func voids(_ comparison: Comparison, of plan: AnalysisPlan) -> Bool {
    outcome == .failed && failed(on: comparison, of: plan)
  }
}

/// A count of rows in words.
func rows(_ count: Int) -> Phrase { "\(.count(count)) row\(count == 1 ? "" : "s")" }
