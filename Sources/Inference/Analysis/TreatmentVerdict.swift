internal import Planning
internal import Statistics

/// What the primary metrics say about one treatment.
public struct TreatmentVerdict: Sendable, Equatable {
  public let control: String
  public let variant: String
  /// The absolute and the relative row of the first primary metric; the sentence is made of these.
  public let absolute: ResultRow?
  public let relative: ResultRow?
  /// The primary metrics' verdicts, in the order of the spec; empty where nothing may be concluded.
  public let primary: [Verdict]
  /// Guardrail metrics that got worse.
  public let regressions: [String]

  init(_ comparison: Comparison, _ rows: [ResultRow], refused: Bool) {
    control = comparison.control
    variant = comparison.variant
    let own = rows.filter {
      $0.control == comparison.control && $0.variant == comparison.variant && $0.isOfDifference
        && $0.segment == nil
    }
    let primaries = own.filter { $0.role == .primary }
    absolute = primaries.first { $0.estimand == .absolute }
    relative = primaries.first { $0.metric == primaries.first?.metric && $0.estimand == .relative }
    primary = refused ? [] : primaries.filter { $0.estimand == .absolute }.compactMap(\.verdict)
    regressions = own.filter { $0.estimand == .absolute && $0.role == .guardrail && $0.verdict == .worse }.map(\.metric)
  }
}
