import Calibration
import TestSupport
import Testing

extension StatisticalCore {
  @Suite(.slow) struct SkewedDataStudyTests {
    /// Type I errors before, now by side, and answers without a verdict: shares of 4000 experiments to 2000 units and of 2000
    /// beyond, by the published simulation of the method (Methods/skewed-data).
    struct Published: Sendable, CustomTestStringConvertible {
      let cell: String
      let before, low, high, silent: Double

      var testDescription: String { cell }
    }

    static let published = [
      Published(cell: "lognormal, σ 1, 900 : 100", before: 0.072, low: 0.014, high: 0.022, silent: 0.03),
      Published(cell: "lognormal, σ 2, 500 : 500", before: 0.039, low: 0.027, high: 0.027, silent: 0),
      Published(
        cell: "98 % zeros, else lognormal, σ 1, 500 : 500", before: 0.033, low: 0.025, high: 0.022, silent: 0),
      Published(
        cell: "98 % zeros, else lognormal, σ 1, 990 : 10", before: 0.804, low: 0, high: 0.001, silent: 0.82),
      Published(cell: "exponential, 950 : 50", before: 0.064, low: 0.039, high: 0.023, silent: 0.01),
      Published(cell: "Poisson, mean 0.05, 900 : 100", before: 0.076, low: 0.011, high: 0.017, silent: 0.09),
      Published(cell: "revenue / orders, 5 % buyers, 500 : 500", before: 0.065, low: 0.028, high: 0.03, silent: 0),
      Published(cell: "normal, mean 1, sd 1, 900 : 100", before: 0.056, low: 0.032, high: 0.024, silent: 0),
    ]

    @Test(arguments: published) func tailsAreThoseOfTheTables(expected: Published) async throws {
      let runs = 1000
      let cell = try #require(SkewedDataStudy.cells.first { $0.name == expected.cell })
      let count = await cell.count(Calibration(effort: .quick), runs: runs)
      let before = count[.before(isLow: true)].count + count[.before(isLow: false)].count
      // The tables have rates to a tenth of a percent, and refusals to a percent.
      let found = [
        (before, expected.before, 0.0005), (count[.now(isLow: true)].count, expected.low, 0.0005),
        (count[.now(isLow: false)].count, expected.high, 0.0005), (count[.tooSkewed].count, expected.silent, 0.02),
      ]
      for (count, rate, rounding) in found {
        let p = max(rate, rounding)
        let error = (p * (1 - p) * (1 / Double(runs) + 1 / 4000)).squareRoot()
        #expect(abs(Double(count) / Double(runs) - rate) <= 3.5 * error + rounding, "\(count), published \(rate)")
      }
    }
  }
}
