internal import Planning
internal import Statistics
internal import Terms

extension AlternativeTest {
  /// Events of a variant below which a Student's t of their number is not trusted
  /// (Methods/means-and-counts, "Rare events").
  private static let rare = 20

  /// The exact test of two rates given all events, where events are rare and no unit has two of them; nil elsewhere, for a
  /// Poisson variance is not assumed of units that repeat.
  static func poisson(
    _ metric: PlannedMetric, _ estimate: Estimate, _ moments: StratifiedMoments, _ contrast: Contrast
  ) -> AlternativeTest? {
    guard metric.counts, metric.test == .auto, metric.cap == nil, !metric.isClustered,
      estimate.adjustment == nil, let pair = contrast.pair
    else { return nil }
    let cells = [pair.control, pair.variant].map { moments.pooled($0) }
    guard let control = cells[0].singleEvents, let variant = cells[1].singleEvents, min(control, variant) < rare else {
      return nil
    }
    let test = Result { () throws(NotEstimable) in
      try ConditionalPoisson(
        controlEvents: control, controlExposure: cells[0].exposure, variantEvents: variant,
        variantExposure: cells[1].exposure)
    }
    return AlternativeTest(
      .poisson, "conditional-poisson", beside: estimate, on: .relative, test.map(DifferenceEvidence.events))
  }
}

extension Moments {
  /// The number of events where no unit has more than one: every value is its own square.
  fileprivate var singleEvents: Int? {
    guard count > 0 else { return nil }
    let n = Double(count)
    let (events, squares) = (n * mean[0], products[0, 0] + n * mean[0] * mean[0])
    let isWhole = abs(events - events.rounded()) < 1e-6 && abs(squares - events) < 1e-6
    return isWhole ? Int(events.rounded()) : nil
  }

  /// The total that events are divided by: of the second coordinate, or the units.
  fileprivate var exposure: Double { mean.count > 1 ? Double(count) * mean[1] : Double(count) }
}
