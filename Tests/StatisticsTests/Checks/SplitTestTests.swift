import Statistics
import TestSupport
import Testing

/// Groups that are split between variants as all units are (Methods/sample-ratio, "Composition").
@Suite struct SplitTestTests {
  private func p(_ control: (Int, Int), _ variant: (Int, Int)) -> Double {
    SplitTest(control: (group: control.0, all: control.1), variant: (group: variant.0, all: variant.1)).pValue
  }

  /// 790 of 1,800 units of a group are in a variant with 9,900 of 20,000; 4 of 6 in one with 100 of 10,000; 4 of 464 and 12 of
  /// 11,298 have no outcome.
  @Test func workedExamples() {
    #expect(printsAs(p((1010, 10_100), (790, 9900)), "6.601e-7"))
    #expect(printsAs(p((2, 9900), (4, 100)), "2.782e-7"))
    #expect(printsAs(p((12, 11_298), (4, 464)), "0.005961"))
  }

  /// `2*min(hypergeom.cdf(k, n, N, n1), hypergeom.sf(k-1, n, N, n1))` of scipy.stats, at most 1.
  @Test(arguments: [
    (3, 40, 9, 60, 0.41882663072583554), (0, 10, 1, 10, 1.0), (5, 5, 0, 5, 0.007936507936507938),
    (60, 1000, 90, 1000, 0.01358843407220637),
  ])
  func smallGroupsAreExact(x0: Int, n0: Int, x1: Int, n1: Int, expected: Double) {
    #expect(isClose(p((x0, n0), (x1, n1)), expected, relative: 1e-9))
  }

  @Test func nothingIsToBeSplitWhereAllOrNoneAreInTheGroup() {
    #expect(p((0, 10), (0, 90)) == 1 && p((10, 10), (90, 90)) == 1 && p((0, 0), (5, 9)) == 1)
  }

  /// Beyond 10,000 expected in all cells the normal distribution stands for the sum, and agrees with it.
  @Test func theNormalDistributionAgreesWithTheSum() {
    #expect(isClose(p((300, 3000), (345, 3000)), 0.0666068323424733, relative: 1e-9))
    #expect(isClose(p((20_100, 40_000), (20_400, 40_000)), 0.03447923003835549, relative: 0.02))
  }
}
