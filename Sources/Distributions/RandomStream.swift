internal import CGSL

/// A seeded Mersenne twister (`gsl_rng_mt19937`); never seeded from the environment or the clock.
///
/// Not shared between tasks: one stream per replicate range.
package final class RandomStream {
  private let generator: OpaquePointerBox

  package init(seed: UInt64) {
    generator = OpaquePointerBox(seed: seed)
  }

  /// A uniform draw from [0, 1).
  package func uniform() -> Double { gsl_rng_uniform(generator.pointer) }

  /// A standard normal draw.
  package func normal() -> Double { gsl_ran_gaussian_ziggurat(generator.pointer, 1) }

  /// An exponential draw with mean 1.
  package func exponential() -> Double { gsl_ran_exponential(generator.pointer, 1) }

  /// A draw from the gamma distribution with scale 1.
  ///
  /// - Precondition: shape > 0.
  package func gamma(shape: Double) -> Double { gsl_ran_gamma(generator.pointer, shape, 1) }

  /// The number of successes in `trials` trials.
  ///
  /// - Precondition: 0 ≤ trials < 2³².
  package func binomial(trials: Int, probability: Double) -> Int {
    precondition((0...Int(UInt32.max)).contains(trials))
    return Int(gsl_ran_binomial(generator.pointer, probability, UInt32(trials)))
  }

  /// A Poisson draw.
  package func poisson(mean: Double) -> Int { Int(gsl_ran_poisson(generator.pointer, mean)) }

  /// Counts of `total` draws over categories with the given non-negative weights, which need not sum to one.
  ///
  /// - Precondition: 0 ≤ total < 2³², some weight is positive.
  package func multinomial(total: Int, weights: [Double]) -> [Int] {
    precondition((0...Int(UInt32.max)).contains(total) && weights.contains { $0 > 0 })
    var counts = [UInt32](repeating: 0, count: weights.count)
    gsl_ran_multinomial(generator.pointer, weights.count, UInt32(total), weights, &counts)
    return counts.map(Int.init)
  }
}

/// Owns the C handle, so that it is freed with its stream.
private final class OpaquePointerBox {
  let pointer: UnsafeMutablePointer<gsl_rng>

  init(seed: UInt64) {
    pointer = GSL.call { gsl_rng_alloc(abtest_gsl_mt19937()) }
    gsl_rng_set(pointer, UInt(seed))
  }

  deinit { gsl_rng_free(pointer) }
}
