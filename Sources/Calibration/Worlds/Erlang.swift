internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The Erlang distribution: the sum of `shape` exponential numbers, each with mean `scale`.
///
/// Everything that a simulation must know of it has a closed form: P(Y > y) = e^{−z} Σ_{j<k} z^j/j! with z = y/scale.
struct Erlang {
  let shape: Int
  let scale: Double

  var mean: Double { Double(shape) * scale }

  func draw(_ stream: RandomStream) -> Double {
    var product = 1.0
    for _ in 0..<shape { product *= 1 - stream.uniform() }
    return -log(product) * scale
  }

  /// P(Y ≤ y).
  func share(upTo y: Double) -> Double { Self.lowerTail(shape, y / scale) }

  /// E min(Y, cap) = E[Y; Y ≤ cap] + cap·P(Y > cap).
  func mean(cappedAt cap: Double) -> Double {
    let z = cap / scale
    return mean * Self.lowerTail(shape + 1, z) + cap * (1 - Self.lowerTail(shape, z))
  }

  /// The probability to be smaller than an independent number of the same shape.
  ///
  /// Among the first 2k − 1 events of both streams, each of which is the other's with probability `share`, fewer than k are.
  func isBelow(_ other: Erlang) -> Double {
    let share = scale / (scale + other.scale)
    let events = 2 * shape - 1
    var (term, sum) = (1.0, 0.0)
    for _ in 0..<events { term *= 1 - share }
    for count in 0..<shape {
      sum += term
      term *= Double(events - count) / Double(count + 1) * share / (1 - share)
    }
    return sum
  }

  private static func lowerTail(_ shape: Int, _ z: Double) -> Double {
    guard z > 0 else { return 0 }
    var (term, sum) = (1.0, 1.0)
    for j in 1..<max(2, shape) where j < shape {
      term *= z / Double(j)
      sum += term
    }
    return 1 - exp(-z) * sum
  }
}
