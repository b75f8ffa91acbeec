/// The comparison of ratios of totals, or of means, of units that share a value within cells.
///
/// A cell has units of all variants, so that what it adds to one variant goes with what it adds to the others. With the
/// totals A and B of a variant, θ = A/B and e_g = (A_g − θB_g)/B of each of G cells, Σ_ab = G/(G − 1) Σ_g e_ag e_bg: the
/// sandwich of paired clusters, which is that of assigned clusters where a cell has one variant. Degrees of freedom are
/// those of equal cells that would be worth as much, G* − 1 with G* = (Σn)²/Σn².
///
/// Where clusters were assigned that lie across cells, both kinds count: Σ = Σ_cells + Σ_clusters − Σ_both, or the larger one
/// of the first two where that leaves less.
///
/// - Note: K.-Y. Liang, S. L. Zeger (1986), *Biometrika* 73, 13-22; A. C. Cameron, J. B. Gelbach, D. L. Miller (2011), *JBES*
///   29, 238-249; Methods/clusters, "Shared cells".
package struct CellClusters: Estimator {
  package static let key = "cell-clusters"
  /// Cells below which nothing is said (Methods/clusters, "Shared cells").
  package static let fewestCells = 4
  /// Cells below which a result rests on the t distribution.
  package static let enoughCells = 40.0

  package let functional: Functional

  package init(_ functional: Functional) { self.functional = functional }

  package var description: String { "t-test by the delta method on totals of the units that share a value" }

  package static let invertsByFieller = true

  package func joint(_ sample: CellSample) -> JointValues {
    let (cells, counts) = (sample.cells, sample.counts)
    let arms = Array(counts.indices)
    let fit = CellFit(cells, arms: arms.count, functional)
    let spread = fit.spread
    func value(_ arm: Int, _ part: CellFit.Part) -> Result<ArmValue, NotEstimable> {
      Result { () throws(NotEstimable) in
        guard counts[arm] > 0 else { throw .emptyArm }
        guard let spread, fit.cells >= Self.fewestCells else { throw .tooFew }
        let theta = try fit.value(arm, part)
        guard theta.isFinite, spread[part][arm][arm].isFinite else { throw .numericallyUnreliable }
        return ArmValue(value: theta, variance: spread[part][arm][arm], degreesOfFreedom: fit.degreesOfFreedom)
      }
    }
    let values = arms.map { value($0, .value) }
    let evidence: [Result<ArmEvidence, NotEstimable>] = arms.map { arm in
      Result { () throws(NotEstimable) in
        let own: ArmValue
        do throws(NotEstimable) {
          own = try values[arm].get()
        } catch {
          // The value is known where its spread is not.
          guard error == .tooFew, counts[arm] > 0 else { throw error }
          return .exact(try fit.value(arm, .value))
        }
        guard functional == .ratio, let spread else { return .normal(own) }
        return .ratio(
          own, numerator: try value(arm, .numerator).get(), denominator: try value(arm, .denominator).get(),
          covariance: spread.between[arm])
      }
    }
    return JointValues(
      arms: evidence, counts: counts, values: values,
      covariances: spread?[.value] ?? arms.map { _ in arms.map { _ in 0 } }, freedom: .common(fit.degreesOfFreedom))
  }

  package func estimate(_ sample: CellSample, _ contrast: Contrast) -> Estimate {
    let joint = joint(sample)
    let evidence: Result<NormalEvidence, NotEstimable> = Result { () throws(NotEstimable) in
      try joint.evidence(contrast)
    }
    let isFew = CellFit(sample.cells, arms: sample.counts.count, functional).effectiveCells < Self.enoughCells
    return Estimate(
      method: Self.key, counts: (joint.count(contrast.control), joint.count(contrast.variant)),
      control: joint.side(contrast.control), variant: joint.side(contrast.variant),
      evidence: evidence.map(Evidence.normal), warnings: isFew && (try? evidence.get()) != nil ? [.fewCells] : [])
  }
}

/// What the units of every cell add up to.
package struct CellSample: EstimatorSample {
  let cells: [CellTotals]
  /// Units per variant.
  let counts: [Int]

  package init(_ cells: [CellTotals], counts: [Int]) { (self.cells, self.counts) = (cells, counts) }

  /// The denominators of a ratio by themselves.
  package var denominators: CellSample {
    CellSample(
      cells.map { CellTotals(arm: $0.arm, cell: $0.cell, cluster: $0.cluster, units: $0.units, sums: [$0.sums[1]]) },
      counts: counts)
  }
}
