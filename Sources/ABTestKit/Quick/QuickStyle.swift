internal import Reporting
internal import Statistics

/// The numbers of a comparison as a report prints them: digits by the standard error, probabilities as percentages.
struct QuickStyle {
  let comparison: QuickComparison

  func value(_ arm: Result<ArmEvidence, NotEstimable>) -> String {
    guard let value = try? arm.get().value else { return "—" }
    return shown(value, limits(of: arm))
  }

  /// `4.20 % to 5.95 %`, of one variant alone.
  func limits(_ arm: Result<ArmEvidence, NotEstimable>) -> String {
    guard let limits = limits(of: arm) else { return "—" }
    return "\(shown(limits.lower, limits)) to \(shown(limits.upper, limits))"
  }

  /// Blank where the scale has no meaning, as a lift of what cannot be told from zero.
  func estimate(_ estimand: Estimand) -> String {
    let interval = Result { () throws(NotEstimable) in try comparison.interval(estimand) }
    if estimand == .relative, interval == .failure(.liftUndefined) { return "—" }
    guard let value = try? comparison.estimate.value(on: estimand) else { return "—" }
    return text(value, estimand)
  }

  func interval(_ estimand: Estimand) -> String {
    guard let interval = try? comparison.interval(estimand) else { return "—" }
    return "\(text(interval.lower, estimand)) to \(text(interval.upper, estimand))"
  }

  private func limits(of arm: Result<ArmEvidence, NotEstimable>) -> Interval? {
    try? arm.get().interval(QuickComparison.boundary)
  }

  private func shown(_ value: Double, _ limits: Interval?) -> String {
    // The width of an interval at its level is about four standard errors.
    let scale = limits.map { ($0.upper - $0.lower) / 4 }
    return comparison.isOfProbabilities
      ? NumberStyle.percent(value, scale: scale) : NumberStyle.value(value, scale: scale)
  }

  private func text(_ value: Double, _ estimand: Estimand) -> String {
    let scale = comparison.estimate.standardError(on: estimand)
    switch estimand {
    case .absolute where comparison.isOfProbabilities: return NumberStyle.percentagePoints(value, scale: scale)
    case .absolute: return NumberStyle.signedValue(value, scale: scale)
    case .relative: return NumberStyle.percent(value, scale: scale, signed: true)
    case .oddsRatio: return NumberStyle.value(value, scale: scale)
    }
  }
}
