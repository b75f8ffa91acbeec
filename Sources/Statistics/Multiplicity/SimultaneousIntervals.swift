/// The error that each interval of a family may have, so that the intervals hold together.
package struct SimultaneousIntervals: Sendable, Equatable {
  package enum Basis: String, Sendable, Equatable {
    /// Each interval holds for itself.
    case unadjusted
    /// All intervals hold at once with probability 1 − α.
    case bonferroni
    /// Of the intervals of the rejected hypotheses, a share of q misses its parameter, on average.
    case falseCoverageRate = "false-coverage-rate"
  }

  package let basis: Basis
  /// One minus the level of each interval.
  package let alpha: Double
}

extension PValueAdjustment {
  /// The intervals that belong to the procedure at level α (or false discovery rate q).
  ///
  /// Holm and Hochberg have no simple two-sided simultaneous intervals: theirs are Bonferroni's, which are wider, so that an
  /// interval may contain the null value of a rejected hypothesis. After Benjamini-Hochberg the level is 1 − R·q/m, after
  /// Benjamini-Yekutieli 1 − R·q/(m·Σ 1/j), for the R rejected hypotheses only.
  ///
  /// - Parameters:
  ///   - familySize: m, with the hypotheses without a test if they were counted.
  ///   - rejections: R.
  ///   - share: of α for this hypothesis, where weights differ; 1/m when nil.
  /// - Returns: nil where no interval belongs to the procedure: nothing was rejected, or the share is 0.
  /// - Note: Y. Benjamini, D. Yekutieli (2005), *JASA* 100, 71-81; Methods/multiplicity, "Simultaneous intervals".
  package func intervals(
    alpha: Double, familySize: Int, rejections: Int, share: Double? = nil
  ) -> SimultaneousIntervals? {
    precondition(alpha > 0 && alpha < 1 && familySize > 0 && (0...familySize).contains(rejections))
    let m = Double(familySize)
    switch self {
    case .none: return SimultaneousIntervals(basis: .unadjusted, alpha: alpha)
    case .bonferroni, .holm, .hochberg:
      let own = share.map { alpha * $0 } ?? alpha / m
      return own > 0 ? SimultaneousIntervals(basis: .bonferroni, alpha: own) : nil
    case .benjaminiHochberg, .benjaminiYekutieli:
      guard rejections > 0 else { return nil }
      let dependence = self == .benjaminiYekutieli ? Self.harmonicNumber(familySize) : 1
      return SimultaneousIntervals(
        basis: .falseCoverageRate, alpha: alpha * (Double(rejections) / m) / dependence)
    }
  }
}
