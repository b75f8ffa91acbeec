/// The comparison of ratios of totals whose rows stand against each other in the variants, such as the conversions of the same days.
///
/// What a day does to all variants leaves their difference alone, and what it does to one is seen in how its difference scatters.
/// With successes x_aj of N_aj trials of variant a on day j, r_a = Σx/ΣN, and e_aj = (x_aj − r_a N_aj)/(N_a √(1 − N_aj/N_a)),
/// Σ_ab = Σ_j e_aj e_bj: the sandwich of paired rows with the leverage of each. Student's t with D − 1 degrees of freedom,
/// and no more than there are days of one size: (Σw²)²/Σw⁴, where w is a day's share of the trials, as where every day has an effect
/// of its own.
///
/// - Note: K.-Y. Liang, S. L. Zeger (1986), *Biometrika* 73, 13-22; J. G. MacKinnon, H. White (1985), *Journal of Econometrics*
///   29, 305-325; Methods/proportions, "Rows of aggregates".
package struct PairedTotals: Estimator {
  package static let key = "paired-totals"
  /// Pairs below which nothing can be told of how days differ.
  package static let fewest = 3
  /// Pairs below which little is found.
  package static let enough = 8

  package init() {}

  package var description: String {
    "paired t-test on the totals of rows that are found in every variant, such as days"
  }

  package static let invertsByFieller = true

  package func joint(_ sample: PairedSample) -> JointValues {
    let (pairs, trials) = (sample.pairs, sample.trials)
    let degreesOfFreedom = sample.degreesOfFreedom
    let arms = Array(trials.indices)
    let ratios = arms.map { arm in pairs.reduce(0) { $0 + $1[arm].successes } / trials[arm] }
    let errors = arms.map { arm in
      pairs.map { pair in
        (pair[arm].successes - ratios[arm] * pair[arm].trials)
          / (trials[arm] * (1 - pair[arm].trials / trials[arm]).squareRoot())
      }
    }
    let covariances = arms.map { a in arms.map { b in zip(errors[a], errors[b]).reduce(0) { $0 + $1.0 * $1.1 } } }
    func value(_ arm: Int) -> Result<ArmValue, NotEstimable> {
      Result { () throws(NotEstimable) in
        guard trials[arm] > 0 else { throw .emptyArm }
        guard pairs.count >= Self.fewest else { throw .tooFew }
        // Equal ratios of all days leave nothing but rounding.
        let rounding = ratios[arm] * ratios[arm] * 1e-28
        let variance = covariances[arm][arm] <= rounding ? 0 : covariances[arm][arm]
        return ArmValue(value: ratios[arm], variance: variance, degreesOfFreedom: degreesOfFreedom)
      }
    }
    let values = arms.map(value)
    let evidence: [Result<ArmEvidence, NotEstimable>] = arms.map { arm in
      values[arm].map { own in
        sample.areProbabilities
          ? .probability(own, successes: ratios[arm] * trials[arm], trials: trials[arm], units: trials[arm])
          : .normal(own)
      }
    }
    return JointValues(
      arms: evidence, counts: sample.counts, values: values, covariances: covariances,
      freedom: .common(degreesOfFreedom))
  }

  package func estimate(_ sample: PairedSample, _ contrast: Contrast) -> Estimate {
    let joint = joint(sample)
    let evidence: Result<NormalEvidence, NotEstimable> = Result { () throws(NotEstimable) in
      let evidence = try joint.evidence(contrast)
      if evidence.losesRatios { throw .numericallyUnreliable }
      return evidence
    }
    let isFew = sample.pairs.count < Self.enough
    return Estimate(
      method: Self.key, counts: (joint.count(contrast.control), joint.count(contrast.variant)),
      control: joint.side(contrast.control), variant: joint.side(contrast.variant),
      evidence: evidence.map(Evidence.normal), warnings: isFew && (try? evidence.get()) != nil ? [.fewPairs] : [])
  }
}

/// Two totals of every variant, such as successes and trials, in rows that stand against each other.
package struct PairedSample: EstimatorSample, Equatable {
  package struct Counts: Sendable, Equatable {
    package let successes: Double
    package let trials: Double

    package init(successes: Double, trials: Double) { (self.successes, self.trials) = (successes, trials) }
  }

  /// `pairs[row][variant]`, every one with trials of every variant.
  package let pairs: [[Counts]]
  /// Of each variant, over all pairs.
  let trials: [Double]
  /// Whether the ratio of the totals is a probability.
  let areProbabilities: Bool
  /// What a report calls n, per variant: the trials where these are counts, else the pairs.
  let counts: [Int]

  /// Those of the variance between pairs: few where few pairs have most of the trials.
  var degreesOfFreedom: Double {
    let shares = pairs.map { pair in
      zip(pair, trials).reduce(0) { $0 + $1.0.trials / $1.1 } / Double(max(1, trials.count))
    }
    let squares = shares.reduce(0) { $0 + $1 * $1 }
    let effective = squares * squares / shares.reduce(0) { $0 + $1 * $1 * $1 * $1 }
    return min(Double(pairs.count - 1), effective)
  }

  /// - Parameter rows: those that lack a variant are left out.
  package init(_ rows: [[Counts]], variants: Int, areProbabilities: Bool = true, countsTrials: Bool = true) {
    let pairs = rows.filter { $0.allSatisfy { $0.trials > 0 } }
    self.pairs = pairs
    trials = (0..<variants).map { arm in pairs.reduce(0) { $0 + $1[arm].trials } }
    self.areProbabilities = areProbabilities
    counts = countsTrials ? trials.map { Int($0.rounded()) } : trials.map { _ in pairs.count }
  }
}
