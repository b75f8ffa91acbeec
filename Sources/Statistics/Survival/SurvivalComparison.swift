/// The comparison of a quantity of survival curves.
///
/// Without adjustment it reads event tables alone: Greenwood's variance and a normal statistic. With covariates, strata or
/// clusters the row vector is the influence value of a unit, or of a cluster with its units, and the covariates; the curves'
/// values move by its adjusted mean. So it needs tables beside the moments, and is not in the list of the estimators that
/// moments are enough for.
///
/// - Note: `methods.md` 4.9.
package struct SurvivalComparison: Estimator {
  package static let key = "kaplan-meier"

  package let quantity: SurvivalQuantity
  package let settings: AdjustmentSettings
  /// Whether the moments are those of influence values.
  package let isAdjusted: Bool
  /// Events and censorings of each variant; empty before anything was read.
  package let tables: [EventTable]

  package init(
    _ quantity: SurvivalQuantity, settings: AdjustmentSettings = .init(), isAdjusted: Bool = false,
    tables: [EventTable] = []
  ) {
    self.quantity = quantity
    self.settings = settings
    self.isAdjusted = isAdjusted
    self.tables = tables
  }

  package var method: String {
    switch quantity {
    case .restrictedMean: "rmst"
    case .survival: Self.key
    }
  }

  package var description: String {
    let what =
      switch quantity {
      case .restrictedMean: "Restricted mean of the Kaplan-Meier curve"
      case .survival: "Kaplan-Meier curve at the horizon"
      }
    return what + (isAdjusted ? ", adjusted by its influence values" : " with Greenwood's variance")
  }

  /// The same with what was read.
  package func reading(_ tables: [EventTable]) -> SurvivalComparison {
    SurvivalComparison(quantity, settings: settings, isAdjusted: isAdjusted, tables: tables)
  }

  package func joint(_ moments: StratifiedMoments) -> JointValues {
    guard !tables.isEmpty else { return JointValues(unread: moments) }
    return isAdjusted
      ? quantity.joint(tables, influences: moments, settings: settings) : quantity.joint(tables)
  }

  package func estimate(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate {
    let joint = joint(moments)
    let evidence = Result { () throws(NotEstimable) in Evidence.normal(try joint.evidence(contrast)) }
    let influences = isAdjusted ? linear(moments, contrast) : nil
    return Estimate(
      method: method, counts: (joint.count(contrast.control), joint.count(contrast.variant)),
      control: joint.side(contrast.control), variant: joint.side(contrast.variant), evidence: evidence,
      adjustment: influences?.adjustment,
      warnings: (try? evidence.get()) == nil ? [] : (influences?.warnings ?? []).filter(Self.concerns))
  }

  /// The comparison of the influence values alone, for what took part in the adjustment.
  private func linear(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate {
    DeltaMethod(moments.outcomes == 2 ? .ratio : .mean, settings: settings).estimate(moments, contrast)
  }

  /// Whether a warning about the influence values is one about the curves.
  private static func concerns(_ warning: EstimateWarning) -> Bool {
    switch warning {
    case .covariateDropped, .slopesPooled, .adjustmentDropped, .strataMerged, .covariateImbalance, .smallSample: true
    default: false
    }
  }
}
