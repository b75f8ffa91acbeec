internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics

/// A published lift held against the interval: inside means compatible, which is not confirmed.
public struct PublishedClaim: Sendable, Equatable {
  public let metric: String
  public let control: String
  public let variant: String
  /// As the spec writes it: `+202%`, `3x`.
  public let text: String
  /// A fraction of the control's value.
  public let lift: Double
  /// nil where there is no interval to hold it against.
  public let isInside: Bool?

  static func all(_ plan: AnalysisPlan, _ rows: [ResultRow]) -> [PublishedClaim] {
    plan.metrics.flatMap { metric -> [PublishedClaim] in
      guard let claim = metric.spec.claim else { return [] }
      return rows.filter { $0.metric == metric.name && $0.estimand == .relative && $0.isOfDifference }.map { row in
        let lift = claim.value.ratio - 1
        return PublishedClaim(
          metric: metric.name, control: row.control, variant: row.variant, text: claim.value.text, lift: lift,
          isInside: row.interval?.contains(lift))
      }
    }
  }
}
