/// Random bits as a pure function of what they are for: no state, no order, the same on every machine.
///
/// - Note: G. L. Steele, D. Lea, C. H. Flood (2014), OOPSLA; Methods/bootstrap, "Weights".
package enum CounterHash {
  /// The step and the finalizer of SplitMix64, a bijection of 64-bit words.
  @inline(__always)
  package static func mix(_ word: UInt64) -> UInt64 {
    var x = word &+ 0x9E37_79B9_7F4A_7C15
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }

  /// FNV-1a of the UTF-8 bytes of a unit key.
  package static func fnv1a(_ key: String) -> UInt64 {
    key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// A stream of random words that follows from a seed and the number of the stream: one for each replicate.
package struct CounterStream: Sendable {
  private let key: UInt64
  private var position: UInt64 = 0

  package init(seed: UInt64, stream: UInt64) {
    key = CounterHash.mix(CounterHash.mix(seed) ^ CounterHash.mix(stream))
  }

  package mutating func next() -> UInt64 {
    defer { position &+= 1 }
    return CounterHash.mix(key ^ CounterHash.mix(position))
  }

  /// A uniform draw from [0, 1), a multiple of 2^−53.
  package mutating func nextUniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number from 0 up to `bound`, each equally likely.
  ///
  /// - Precondition: bound > 0.
  /// - Note: D. Lemire (2019), *ACM Transactions on Modeling and Computer Simulation* 29, 3.
  package mutating func next(below bound: Int) -> Int {
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    // Of the 2^64 words, 2^64 mod bound are rejected, so that every result comes from as many words.
    while product.low < range && product.low < (0 &- range) % range { product = next().multipliedFullWidth(by: range) }
    return Int(product.high)
  }
}
