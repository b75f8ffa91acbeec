internal import Planning
internal import Statistics

/// What the primary metrics say about one treatment.
public struct TreatmentVerdict: Sendable, Equatable {
  public let control: String
  public let variant: String
  /// The leading and the relative row of the first primary metric; the sentence is made of these.
  public let leading: ResultRow?
  public let relative: ResultRow?
  /// The row of the first primary metric whose p-value decides in the place of the interval's; nil where none does.
  public let decider: ResultRow?
  /// The primary metrics' verdicts, in the order of the spec; empty where nothing may be concluded.
  public let primary: [Verdict]
  /// Guardrail metrics that got worse.
  public let regressions: [String]

  init(_ comparison: Comparison, _ rows: [ResultRow], refused: Bool) {
    control = comparison.control
    variant = comparison.variant
    let all = rows.filter {
      $0.control == comparison.control && $0.variant == comparison.variant && $0.segment == nil
    }
    let own = all.filter(\.isOfDifference)
    func decider(_ row: ResultRow) -> ResultRow? {
      all.first { $0.metric == row.metric && $0.isCompanion && $0.verdict != nil }
    }
    let primaries = own.filter { $0.role == .primary }
    leading = primaries.first(where: \.isLeading)
    relative = primaries.first { $0.metric == primaries.first?.metric && $0.estimand == .relative }
    self.decider = leading.flatMap(decider)
    primary = refused ? [] : primaries.filter(\.isLeading).compactMap { (decider($0) ?? $0).verdict }
    regressions = own.filter {
      $0.isLeading && $0.role == .guardrail && (decider($0) ?? $0).verdict == .worse
    }.map(\.metric)
  }
}
