extension Estimate {
  /// 1 − V/V_raw of the difference: the share of the variance that an adjustment removed; below 0 where it added some.
  package func varianceReduction(from raw: Estimate) -> Double? {
    guard let own = standardError(on: .absolute), let other = raw.standardError(on: .absolute) else { return nil }
    return 1 - own * own / (other * other)
  }
}
