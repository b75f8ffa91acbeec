/// The comparison of a quantity of survival curves.
///
/// Without adjustment it reads event tables alone: Greenwood's variance and a normal statistic. With covariates, strata or
/// clusters the row vector is the influence value of a unit, or of a cluster with its units, and the covariates; the curves'
/// values move by its adjusted mean.
///
/// - Note: Methods/time-to-event.
package struct SurvivalComparison: Estimator {
  package static let key = "kaplan-meier"

  package let quantity: SurvivalQuantity
  package let settings: AdjustmentSettings
  /// Whether the moments are those of influence values.
  package let isAdjusted: Bool

  package init(_ quantity: SurvivalQuantity, settings: AdjustmentSettings = .init(), isAdjusted: Bool = false) {
    self.quantity = quantity
    self.settings = settings
    self.isAdjusted = isAdjusted
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
    return what + (isAdjusted ? ", adjusted through influence values" : " with Greenwood's variance")
  }

  package func joint(_ sample: CurveSample) -> JointValues {
    isAdjusted
      ? quantity.joint(sample.tables, influences: sample.influences, settings: settings) : quantity.joint(sample.tables)
  }

  package func estimate(_ sample: CurveSample, _ contrast: Contrast) -> Estimate {
    let (tables, moments) = (sample.tables, sample.influences)
    let joint = joint(sample)
    let evidence = Result { () throws(NotEstimable) in
      let evidence = try joint.evidence(contrast)
      // A curve without variance may be what chance leaves behind, as where a rare event happened to nobody.
      if isAdjusted {
        try ConstantArm.check(moments, contrast, moments.outcomes == 2 ? .ratio : .mean)
      } else if let constant = constantArm(joint, contrast) {
        try ConstantArm.check(likeness(to: constant, tables), contrast, .mean)
      }
      return Evidence.normal(evidence)
    }
    let influences = isAdjusted ? linear(moments, contrast) : nil
    return Estimate(
      method: method, counts: (joint.count(contrast.control), joint.count(contrast.variant)),
      control: joint.side(contrast.control), variant: joint.side(contrast.variant), evidence: evidence,
      adjustment: influences?.adjustment,
      warnings: (try? evidence.get()) == nil
        ? []
        : isAdjusted
          ? (influences?.warnings ?? []).filter(Self.concerns)
          : warnings(contrast, tables, isConstant: constantArm(joint, contrast) != nil))
  }

  /// The comparison of the influence values alone, for what took part in the adjustment.
  private func linear(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate {
    DeltaMethod(moments.outcomes == 2 ? .ratio : .mean, row: .cluster, settings: settings).estimate(moments, contrast)
  }

  /// A variant of the contrast whose curve has no variance.
  private func constantArm(_ joint: JointValues, _ contrast: Contrast) -> Int? {
    (contrast.control + contrast.variant).map(\.arm).first { (try? joint.covariance($0, $0)) == 0 }
  }

  /// Units of each variant by whether they went as all units of one variant did: without the event, with it, or with it at one time.
  private func likeness(to constant: Int, _ tables: [EventTable]) -> StratifiedMoments {
    let own = tables[constant]
    let time = own.entries.count == 1 ? own.lastTime : nil
    return StratifiedMoments(
      arms: tables.map { table in
        let like =
          own.events == 0
          ? table.count - table.events
          : time.map { time in table.entries.filter { $0.time == time }.reduce(0) { $0 + $1.events } } ?? table.events
        return Moments(successes: like, trials: table.count)
      })
  }

  private func warnings(_ contrast: Contrast, _ tables: [EventTable], isConstant: Bool) -> [EstimateWarning] {
    let arms = (contrast.control + contrast.variant).map { tables[$0.arm] }
    return (isConstant ? [.oneArmConstant] : [])
      + (arms.contains { $0.count < DeltaMethod.smallSample } ? [.smallSample] : [])
  }

  /// Whether a warning about the influence values is one about the curves.
  private static func concerns(_ warning: EstimateWarning) -> Bool {
    switch warning {
    case .covariateDropped, .slopesPooled, .adjustmentDropped, .strataMerged, .covariateImbalance, .smallSample,
      .oneArmConstant:
      true
    case .boundaryUnadjusted, .denominatorWeak, .ratioBias, .negativeControl, .boundary, .pBelowRange,
      .openAbove,
      .openBelow, .shortTail, .outsideRange, .exactDecides, .randomizationDecides, .trendDecides, .logRankDecides,
      .hazardsNotProportional, .midQuantile,
      .fewClusters, .fewCells:
      false
    }
  }
}

/// Events and censorings of all variants, with the moments of influence values where a comparison is adjusted.
package struct CurveSample: EstimatorSample {
  /// Per variant, over all strata.
  let tables: [EventTable]
  let influences: StratifiedMoments

  package init(_ tables: [EventTable], influences: StratifiedMoments) {
    (self.tables, self.influences) = (tables, influences)
  }

  package var unadjusted: CurveSample { CurveSample(tables, influences: influences.unadjusted) }
}
