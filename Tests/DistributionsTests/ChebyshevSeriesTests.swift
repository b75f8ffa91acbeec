import Distributions
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ChebyshevSeriesTests {
  @Test func isTheFunctionWhereItIsSmooth() throws {
    let series = try #require(ChebyshevSeries(over: -1...5, absoluteError: 1e-11) { exp(-$0) * cos(3 * $0) })
    for x in stride(from: -1.0, through: 5, by: 0.01) { #expect(abs(series(x) - exp(-x) * cos(3 * x)) < 1e-10) }
  }

  @Test func isNoneWhereItIsNot() {
    #expect(ChebyshevSeries(over: -1...2, absoluteError: 1e-11) { abs($0) } == nil)
    #expect(ChebyshevSeries(over: -1...2, absoluteError: 1e-11) { log($0) } == nil)
    #expect(ChebyshevSeries(over: 1...1, absoluteError: 1e-11) { $0 } == nil)
  }
}
