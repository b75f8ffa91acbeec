import Statistics
import TestSupport
import Testing

@testable import Calibration

/// Welch's test, of what the tables call "before", against values from elsewhere.
@Suite struct DeltaWelchTests {
  struct Case: Decodable {
    struct Arm: Decodable {
      let n: Int
      let mean: Double
      let variance: Double
    }

    let name: String
    let control: Arm
    let treatment: Arm
    let difference: Double
    let null: Double
    let pTwoSided: Double
  }

  @Test func agreesWithWelch() throws {
    let cases = try OracleTable.cases("welch", as: Case.self).filter { $0.null == 0 && $0.pTwoSided > 1e-12 }
    #expect(cases.count > 3)
    for given in cases {
      let means = [given.control, given.treatment].map { arm in
        Moments(
          count: arm.n, mean: [arm.mean],
          products: SymmetricMatrix(dimension: 1) { _, _ in arm.variance * Double(arm.n - 1) })
      }
      let test = DeltaWelch(means[0], means[1])
      let p = try #require(test.pValue)
      #expect(abs(p - given.pTwoSided) < 1e-6 && abs(test.difference - given.difference) < 1e-9, "\(given.name)")
      // The ratio to a denominator that is 2 in every row is half the mean.
      let ratios = means.map { arm in
        Moments(
          count: arm.count, mean: [arm.mean[0], 2],
          products: SymmetricMatrix(dimension: 2) { i, j in i + j == 0 ? arm.products[0, 0] : 0 })
      }
      let ratio = DeltaWelch(ratios[0], ratios[1])
      #expect(abs((ratio.pValue ?? 0) - p) < 1e-9 && abs(2 * ratio.difference - given.difference) < 1e-9)
    }
  }

  @Test func hasNoAnswerWithoutSpread() {
    let same = Moments(successes: 5, trials: 5)
    #expect(DeltaWelch(same, same).pValue == nil)
  }
}
