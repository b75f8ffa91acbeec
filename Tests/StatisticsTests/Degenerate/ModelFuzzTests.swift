import Statistics
import TestSupport
import Testing

/// Small and degenerate data: a number or a reason, never a number that is none.
@Suite struct ModelFuzzTests {
  static let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)

  private func expectNumbers(_ numbers: [Double], _ what: String) {
    for number in numbers where number.isNaN { Issue.record("\(what): \(numbers)") }
  }

  @Test func survivalNumbersAreNumbers() throws {
    var random = SeededRandom(seed: 491)
    for _ in 0..<600 {
      let tables = try (0..<2).map { _ in
        try EventTable(
          rows: (0..<random.integer(0...6)).map { _ in (Double(random.integer(0...4)), random.chance(0.6)) })
      }
      let horizon = random.uniform(0..<5)
      for quantity in [SurvivalQuantity.restrictedMean(horizon: horizon), .survival(time: horizon)] {
        let joint = quantity.joint(tables)
        for arm in joint.arms {
          guard let arm = try? arm.get() else { continue }
          let interval = try? arm.interval(Self.threshold)
          expectNumbers([arm.value, interval?.lower ?? 0, interval?.upper ?? 0], "arm")
        }
        guard let evidence = try? joint.evidence(Contrast(control: 0, variant: 1)) else { continue }
        expectNumbers([evidence.variance(r: 1), evidence.degreesOfFreedom(r: 1)], "contrast")
        for estimand in Estimand.allCases {
          guard let interval = try? Evidence.normal(evidence).interval(on: estimand, Self.threshold) else { continue }
          expectNumbers([interval.lower, interval.upper], "\(estimand)")
        }
      }
      if let test = try? LogRank(control: tables[0], variant: tables[1]) {
        expectNumbers([test.statistic, test.pValue(.twoSided, Self.threshold)], "log-rank")
        let score = try CoxScore(strata: [(tables[0], tables[1])])
        if let interval = try? score.interval(Self.threshold) {
          expectNumbers([interval.lower, interval.upper], "score")
        }
      }
      if let cox = try? CoxRegression(control: tables[0], variant: tables[1]) {
        expectNumbers([cox.hazardRatio, cox.standardError, cox.pValue(.twoSided, Self.threshold)], "Cox")
        #expect(cox.standardError > 0 && cox.standardError.isFinite)
      }
    }
  }

  @Test func curvesAreNumbers() throws {
    var random = SeededRandom(seed: 191)
    for _ in 0..<600 {
      let rows = (0..<random.integer(0...6)).map { _ in
        let trials = random.integer(1...8)
        return DoseRow(
          dose: Double(random.integer(0...3)), covariates: [Double(random.integer(0...2))], trials: Double(trials),
          successes: Double(random.integer(0...trials)), cluster: random.integer(0...3))
      }
      var shapes = [DoseShape.line]
      if let spline = try? RestrictedCubicSpline(quantilesOf: rows.map { ($0.dose, $0.count) }) {
        shapes.append(.spline(spline))
      }
      for shape in shapes {
        for errors in [RegressionErrors.model, .clustered, .robust(.hc3)] {
          for link in [DoseLink.logit, .identity] {
            guard let curve = try? DoseCurve(rows, shape, link, errors) else { continue }
            expectNumbers(curve.coefficients, "coefficients")
            for (prediction, interval) in curve.band(points: 3, Self.threshold) {
              let limits = try? interval.get()
              expectNumbers([prediction.value.value, limits?.lower ?? 0, limits?.upper ?? 0], "band")
            }
            if let test = try? curve.nonlinearity() { expectNumbers([test.statistic, test.pValue], "bends") }
          }
        }
      }
    }
  }

  @Test func funnelsAreNumbers() throws {
    var random = SeededRandom(seed: 181)
    for _ in 0..<600 {
      let rows = (0..<2).map { _ in
        (0..<random.integer(0...5)).map { _ in
          let depth = random.integer(0...3)
          return (1...3).map { depth >= $0 ? 1.0 : 0 } + [Double(random.integer(0...3))]
        }
      }
      let moments = StratifiedMoments(cells: rows.map { [Moments(rows: $0, dimension: 4)] }, outcomes: 3)
      guard let funnel = try? FunnelDecomposition(moments, control: 0, variant: 1) else { continue }
      for step in funnel.steps + [funnel.total] {
        expectNumbers([step.logRatio, step.ratio, step.variance, step.degreesOfFreedom], "step")
      }
      if let wide = try? funnel.simultaneousCriticalValue(alpha: 0.05) {
        expectNumbers([wide.criticalValue], "critical")
      }
      for share in funnel.shares(Self.threshold) ?? [] { expectNumbers([share.value, share.standardError], "share") }
    }
  }
}
