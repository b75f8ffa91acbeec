import Distributions
import TestSupport
import Testing

@Suite struct MaximumTests {
  /// x(1 − x)³ is largest at 1/4, where it is 27/256.
  @Test func findsThePeakOfAPolynomial() throws {
    let peak = try #require(Maximum.brent(in: 0...1, guess: 0.4) { $0 * (1 - $0) * (1 - $0) * (1 - $0) })
    #expect(isClose(peak.place, 0.25, relative: 1e-7) && isClose(peak.value, 27.0 / 256, relative: 1e-14))
  }

  @Test func needsAGuessAboveBothEnds() {
    #expect(Maximum.brent(in: 0...1, guess: 0.5) { $0 } == nil)
    #expect(Maximum.brent(in: 0...1, guess: 0.5) { _ in 1 } == nil)
    #expect(Maximum.brent(in: 0...1, guess: 0) { 1 - $0 } == nil)
    #expect(Maximum.brent(in: 0...1, guess: 0.5) { _ in .nan } == nil)
  }
}
