import Calibration
import Testing

@Suite struct ErrorPromiseTests {
  @Test func chanceBreaksNoPromise() {
    // 5 % of 1000 have a Monte Carlo error of 0.69 points: 7 % are within three of them, 7.2 % are not.
    let promise = ErrorPromise("said", atMost: 0.05, [("a", Rate(70, of: 1000)), ("b", Rate(72, of: 1000))])
    #expect(promise.broken.map(\.cell) == ["b"])
    #expect(promise.extremes?.most.cell == "b" && promise.extremes?.least.cell == "a")
  }

  @Test func aRangeIsBrokenOnBothSides() {
    let promise = ErrorPromise(
      "said", 0.035...0.065,
      [("few", Rate(10, of: 1000)), ("right", Rate(50, of: 1000)), ("many", Rate(120, of: 1000))])
    #expect(promise.broken.map(\.cell) == ["few", "many"])
  }

  @Test func aShareOfFewExperimentsIsNoShare() {
    #expect(ErrorPromise("said", atMost: 0.05, [("few", Rate(50, of: 90))]).found.isEmpty)
  }
}
