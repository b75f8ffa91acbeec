import Distributions
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Integrals that are known in closed form.
@Suite struct QuadratureTests {
  @Test func integratesOverAFiniteRange() throws {
    let power = try #require(Quadrature.integral(over: 0...2, relativeError: 1e-12) { $0 * $0 * $0 })
    #expect(isClose(power, 4, relative: 1e-12))
    let bell = try #require(Quadrature.integral(over: -9...9, relativeError: 1e-12, Normal.density))
    #expect(isClose(bell, 1, relative: 1e-12))
    let steep = try #require(Quadrature.integral(over: 0...1, relativeError: 1e-10) { 1 / ($0 + 1e-6) })
    #expect(isClose(steep, log((1 + 1e-6) / 1e-6), relative: 1e-10))
  }

  @Test func integratesToInfinity() throws {
    let decay = try #require(Quadrature.integral(over: 1..., relativeError: 1e-10) { exp(-$0) })
    #expect(isClose(decay, exp(-1), relative: 1e-10))
    let tail = try #require(Quadrature.integral(over: 1.5..., relativeError: 1e-10, Normal.density))
    #expect(isClose(tail, Normal.upperTail(1.5), relative: 1e-9))
  }

  /// A relative error is asked of an integral that is 0 exactly.
  @Test func integratesNothing() {
    #expect(Quadrature.integral(over: 0...1, relativeError: 1e-10) { _ in 0 } == 0)
    #expect(Quadrature.integral(over: 1...1, relativeError: 1e-10) { $0 } == 0)
  }

  @Test func refusesWhatDoesNotConverge() {
    #expect(Quadrature.integral(over: 0...1, relativeError: 1e-10) { _ in .nan } == nil)
    #expect(Quadrature.integral(over: 0...1, relativeError: 1e-10) { $0 > 0 ? 1 / $0 : .infinity } == nil)
    #expect(Quadrature.integral(over: 1..., relativeError: 1e-10) { 1 / $0 } == nil)
  }

  /// An integral of integrals, as the multivariate t needs it.
  @Test func integralsMayNest() {
    let area = Quadrature.integral(over: 0...1, relativeError: 1e-9) { x in
      Quadrature.integral(over: 0...1, relativeError: 1e-11) { y in x * y } ?? .nan
    }
    #expect(isClose(area, 0.25, relative: 1e-9))
  }
}
