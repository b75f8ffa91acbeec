extension Estimate {
  /// 1 − V/V_raw of the difference: the share of the variance that an adjustment removed; below 0 where it added some.
  package func varianceReduction(from raw: Estimate) -> Double? {
    guard let own = standardError(on: .absolute), let other = raw.standardError(on: .absolute) else { return nil }
    return 1 - own * own / (other * other)
  }

  /// How many times clusters multiply the variance of a difference of probabilities; nil where the variance of single units
  /// is not known from the totals of clusters (Methods/clusters, "Design effect").
  package var designEffect: Double? {
    if case .success(.scoreCounts(let counts)) = evidence { return counts.designEffect }
    guard case .success(.normal(let evidence)) = evidence,
      case .success(.probability(let zero, _, _, let unitsZero)) = control,
      case .success(.probability(let one, _, _, let unitsOne)) = variant, unitsZero > 1, unitsOne > 1
    else { return nil }
    let single =
      zero.value * (1 - zero.value) / (unitsZero - 1) + one.value * (1 - one.value) / (unitsOne - 1)
    return single > 0 ? evidence.variance(r: 1) / single : nil
  }
}
