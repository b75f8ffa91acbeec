import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The three scales answer the question of no difference alike (Methods/contrasts, "Exactness rule").
  @Suite struct ScaleRelationTests {
    private func excludesNoDifference(
      _ estimate: Estimate, _ estimand: Estimand, _ threshold: any Boundary
    ) -> Bool? {
      let interval = try? estimate.interval(on: estimand, alternative: .twoSided, threshold)
      return interval.map { !$0.contains(estimand.neutralValue) }
    }

    @Test func scoreIntervalsExcludeNoDifferenceTogether() throws {
      var random = SeededRandom(seed: 31)
      for _ in 0..<1500 {
        let (estimate, alpha) = (Estimate(try random.scoreCounts()), random.alpha())
        let threshold = fixedBoundary(alpha: alpha, alternative: .twoSided)
        let test = try estimate.test(.noDifference, alternative: .twoSided, threshold)
        let odds = try estimate.test(.oddsRatio(1), alternative: .twoSided, threshold)
        #expect(isClose(odds.statistic, try #require(test.statistic), relative: 1e-9, absolute: 1e-12), "\(estimate)")
        if abs(test.pValue - alpha) < 1e-9 { continue }
        for estimand in Estimand.allCases {
          guard let excludes = excludesNoDifference(estimate, estimand, threshold) else { continue }
          #expect(excludes == (test.pValue < alpha), "\(estimate) \(estimand) \(alpha)")
        }
      }
    }

    @Test func liftsExcludeZeroWithTheDifference() throws {
      var random = SeededRandom(seed: 32)
      var both = 0
      for _ in 0..<5000 {
        let (estimate, alpha) = (Estimate(try random.normalEvidence()), random.alpha())
        let threshold = fixedBoundary(alpha: alpha, alternative: .twoSided)
        let p = try estimate.test(.noDifference, alternative: .twoSided, threshold).pValue
        if abs(p - alpha) < 1e-9 { continue }
        #expect(excludesNoDifference(estimate, .absolute, threshold) == (p < alpha), "\(estimate) \(alpha)")
        guard let lift = excludesNoDifference(estimate, .relative, threshold) else { continue }
        both += 1
        #expect(lift == (p < alpha), "\(estimate) \(alpha)")
      }
      #expect(both > 3000)
    }
  }
}
