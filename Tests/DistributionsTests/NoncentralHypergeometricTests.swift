import Distributions
import TestSupport
import Testing

@Suite struct NoncentralHypergeometricTests {
  struct Case: Sendable {
    let marked: Int
    let unmarked: Int
    let draws: Int
    let odds: Double
    let count: Int
    let mass: Double
    let lower: Double
  }

  /// `scipy.stats.nchypergeom_fisher(marked + unmarked, marked, draws, odds)`, pmf and cdf, of SciPy 1.17.1.
  static let cases = [
    Case(
      marked: 140, unmarked: 80, draws: 60, odds: 0.5, count: 31, mass: 0.12270219638775996, lower: 0.566334536092344),
    Case(
      marked: 30, unmarked: 1500, draws: 12, odds: 8, count: 2, mass: 0.2875168703781184, lower: 0.7968342352872573),
    Case(
      marked: 1800, unmarked: 70, draws: 36, odds: 2.4, count: 34, mass: 0.09417735962613218,
      lower: 0.11376190971037067),
    Case(
      marked: 5, unmarked: 3, draws: 6, odds: 1000, count: 4, mass: 0.004975107876922479, lower: 0.0049784246155070945),
    Case(marked: 5, unmarked: 3, draws: 6, odds: 0.001, count: 3, mass: 0.9985019475281236, lower: 0.9985019475281236),
    Case(
      marked: 90000, unmarked: 110000, draws: 700, odds: 1.7, count: 407, mass: 0.03060590018103575,
      lower: 0.5173141638074898),
  ]

  @Test(arguments: cases) func agrees(example: Case) {
    let table = NoncentralHypergeometric(
      marked: example.marked, unmarked: example.unmarked, draws: example.draws, oddsRatio: example.odds)
    #expect(isClose(table.mass(at: example.count), example.mass, relative: 1e-9))
    // A draw is the least count whose lower tail exceeds a uniform number.
    #expect(table.quantile(example.lower * (1 - 1e-9)) == example.count)
    #expect(
      table.quantile((example.lower - example.mass) * (1 - 1e-9)) <= example.count - 1 || example.lower == example.mass)
  }

  @Test func equalOddsAreTheCentralDistribution() {
    for (marked, unmarked, draws) in [(10, 15, 8), (300, 20, 50), (40, 40, 79), (5, 0, 3), (7, 9, 0)] {
      let table = NoncentralHypergeometric(marked: marked, unmarked: unmarked, draws: draws, oddsRatio: 1)
      let central = Hypergeometric(marked: marked, unmarked: unmarked, draws: draws)
      for count in central.support {
        #expect(isClose(table.mass(at: count), central.mass(at: count), relative: 1e-10, absolute: 1e-15))
      }
    }
  }
}
