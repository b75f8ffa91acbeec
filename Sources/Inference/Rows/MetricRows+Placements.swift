internal import Planning
internal import Statistics
internal import SummarySQL

extension MetricRows {
  /// The moments of a comparison of ranks: of the placements in place of the values.
  ///
  /// - Throws: `tooManyRows` where they are not held, `emptyArm` where a side has none, `severalVariants` where sides are sums.
  func placements(_ contrast: Contrast) throws(NotEstimable) -> StratifiedMoments {
    guard let pair = contrast.pair else { throw .severalVariants }
    guard let rows = rows?.of(arms: [pair.control, pair.variant]) else { throw .tooManyRows }
    let (zero, one) = (rows.outcomes(of: pair.control), rows.outcomes(of: pair.variant))
    guard !zero.isEmpty, !one.isEmpty else { throw .emptyArm }
    let placements = Placements(control: zero, variant: one)
    var (control, variant) = (placements.control.makeIterator(), placements.variant.makeIterator())
    let placed = rows.replacingOutcomes { arm in (arm == pair.control ? control.next() : variant.next()) ?? .nan }
    return RelabeledMoments(self, rows: placed, arms: [pair.control, pair.variant]).moments(placed.arms)
  }
}

extension KeptRows {
  fileprivate func outcomes(of arm: Int) -> [Double] {
    zip(arms, values).compactMap { $0 == arm ? $1[0] : nil }
  }
}
