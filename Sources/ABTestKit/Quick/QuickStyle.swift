internal import Inference
internal import Statistics

/// The numbers of a comparison as a report has them: digits by the standard error, probabilities as percentages.
struct QuickStyle {
  let comparison: QuickComparison

  func value(_ arm: Result<ArmEvidence, NotEstimable>) -> Quantity {
    .value(try? arm.get().value, within: limits(of: arm), in: unit)
  }

  /// `4.20 % to 5.95 %`, of one variant alone.
  func limits(_ arm: Result<ArmEvidence, NotEstimable>) -> Quantity {
    limits(of: arm).map { .interval($0, NumberScale(unit, resolution: $0.resolution)) } ?? .missing
  }

  /// Missing where the scale has no meaning, as a lift of what cannot be told from zero.
  func estimate(_ estimand: Estimand) -> Quantity {
    let interval = Result { () throws(NotEstimable) in try comparison.interval(estimand) }
    if estimand == .relative, interval == .failure(.liftUndefined) { return .missing }
    guard let value = try? comparison.estimate.value(on: estimand) else { return .missing }
    return .number(value, scale(estimand))
  }

  func interval(_ estimand: Estimand) -> Quantity {
    (try? comparison.interval(estimand)).map { .interval($0, scale(estimand)) } ?? .missing
  }

  private func limits(of arm: Result<ArmEvidence, NotEstimable>) -> Interval? {
    try? arm.get().interval(QuickComparison.boundary)
  }

  private var unit: NumberUnit { comparison.isOfProbabilities ? .share : .plain }

  private func scale(_ estimand: Estimand) -> NumberScale {
    NumberScale(
      .comparison(on: estimand, isProbability: comparison.isOfProbabilities),
      resolution: comparison.estimate.standardError(on: estimand))
  }
}
