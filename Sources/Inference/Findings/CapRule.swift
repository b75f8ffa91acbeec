internal import Planning
package import Terms

/// The bound of a metric's values and where it comes from.
package struct CapRule: Sendable, Equatable {
  /// The cap in the metric's unit, the same for all variants.
  package let cap: Double
  /// The cap as a share of the values of all variants; nil where the spec gives the number.
  package let quantile: Double?
  /// Whether only values other than zero had a say in the quantile.
  package let isOfNonzero: Bool
  /// Whether the values before exposure had that say instead.
  package let isEarlier: Bool
  package let role: CapRole

  /// nil where nothing is cut.
  init?(_ metric: PlannedMetric) {
    guard let cap = metric.cap, let role = metric.capRole else { return nil }
    (self.cap, self.role) = (cap, role)
    if let own = metric.capQuantile {
      (quantile, isOfNonzero) = (own.share, own.isOfNonzero)
    } else {
      (quantile, isOfNonzero) = (nil, false)
    }
    isEarlier = metric.capQuantile?.isOfEarlier ?? false
  }

  /// The cap in the words of a method card.
  var sentence: Phrase {
    let what: Phrase =
      switch role {
      case .cutsEvents: "values of single events above"
      case .cutsTotals: "values above"
      case .standsBeside: "shown beside, and deciding nothing: values above"
      }
    guard let quantile else { return "\(what) \(.exact(cap)) are cut to it" }
    let values = (isOfNonzero ? "nonzero values" : "values") + (isEarlier ? " before exposure" : "")
    return
      "\(what) \(.exact(cap)), the \(.exact(quantile)) quantile of all variants' \(values), are cut to it"
  }
}
