#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A random generator whose numbers follow from its seed alone, for property tests: SplitMix64.
package struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    defer { state &+= 0x9E37_79B9_7F4A_7C15 }
    return HashStream.mix(state)
  }

  package mutating func uniform(_ range: Range<Double> = 0..<1) -> Double { .random(in: range, using: &self) }

  package mutating func integer(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &self) }

  /// A positive number whose logarithm is uniform.
  package mutating func logUniform(_ range: ClosedRange<Double>) -> Double {
    exp(uniform(log(range.lowerBound)..<log(range.upperBound)))
  }

  /// A count of at least 1 whose logarithm is roughly uniform.
  package mutating func logInteger(_ range: ClosedRange<Int>) -> Int {
    let drawn = logUniform(Double(range.lowerBound) - 0.5...Double(range.upperBound) + 0.5)
    return min(max(Int(drawn.rounded()), range.lowerBound), range.upperBound)
  }

  package mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  /// A standard normal draw (Box and Muller 1958).
  package mutating func normal() -> Double {
    (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform())
  }

  package mutating func element<Element>(of elements: [Element]) -> Element {
    elements[integer(0...elements.count - 1)]
  }
}
