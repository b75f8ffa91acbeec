/// What a survival curve is asked for.
package enum SurvivalQuantity: Sendable, Equatable {
  /// The mean time without the event up to a horizon.
  case restrictedMean(horizon: Double)
  /// The share of units without the event at a time.
  case survival(time: Double)

  /// What is known about one variant.
  package func arm(_ table: EventTable) -> Result<ArmEvidence, NotEstimable> {
    Result { () throws(NotEstimable) in
      switch self {
      case .restrictedMean(let horizon): .normal(try RestrictedMean(table, horizon: horizon).value)
      case .survival(let time): .survival(try KaplanMeier(table).survival(at: time))
      }
    }
  }

  package func influence(_ table: EventTable) throws(NotEstimable) -> SurvivalInfluence {
    switch self {
    case .restrictedMean(let horizon): try SurvivalInfluence(restrictedMean: horizon, table)
    case .survival(let time): try SurvivalInfluence(survivalAt: time, table)
    }
  }

  /// The value of one variant with Greenwood's variance, read as normal.
  package func value(_ table: EventTable) throws(NotEstimable) -> ArmValue {
    switch self {
    case .restrictedMean(let horizon): try RestrictedMean(table, horizon: horizon).value
    case .survival(let time): try KaplanMeier(table).survival(at: time).arm
    }
  }
}

extension SurvivalQuantity {
  /// All variants from their event tables: independent, with z statistics.
  package func joint(_ tables: [EventTable]) -> JointValues {
    let values: [Result<ArmValue, NotEstimable>] = tables.map { table in
      Result { () throws(NotEstimable) in try value(table) }
    }
    return JointValues(
      arms: tables.map(arm), counts: tables.map(\.count), values: values,
      covariances: tables.map { _ in tables.map { _ in 0 } }, freedom: .independent)
  }

  /// All variants with covariates, strata or clusters: the values of the curves, moved by the adjusted mean of the
  /// influence values.
  ///
  /// Without any of these the variance is Greenwood's. The influence of a row is that of its whole variant, strata or not.
  ///
  /// - Parameters:
  ///   - tables: of the whole variants.
  ///   - influences: per variant and stratum the moments of [ψ, covariates], or of [Σψ, units, covariates] per cluster.
  package func joint(
    _ tables: [EventTable], influences: StratifiedMoments, settings: AdjustmentSettings = .init()
  ) -> JointValues {
    precondition(tables.count == influences.cells.count && (1...2).contains(influences.outcomes))
    let isClustered = influences.outcomes == 2
    let adjusted = DeltaMethod(isClustered ? .ratio : .mean, row: .cluster, settings: settings).joint(influences)
    let values: [Result<ArmValue, NotEstimable>] = tables.map { table in
      Result { () throws(NotEstimable) in try value(table) }
    }
    // Greenwood divides by n where a variance of rows divides by n − 1; clusters keep G − 1.
    let factors = tables.map { table in
      isClustered || table.count == 0 ? 1 : Double(table.count - 1) / Double(table.count)
    }
    return adjusted.moved(by: values.map { (try? $0.get())?.value ?? 0 }, ownVarianceTimes: factors)
      .failing(where: values)
  }
}

extension JointValues {
  /// The values, but for arms that have none for a reason of their own.
  fileprivate func failing(where others: [Result<ArmValue, NotEstimable>]) -> JointValues {
    replacing(
      values: zip(values, others).map { own, other in if case .failure = other { other } else { own } })
  }
}
