/// Poisson(1) weights of units in bootstrap replicates, each a pure function of (seed, hash of the unit's key, replicate).
///
/// Every shard can compute the weights of its own units, and no result depends on the order of the rows. A replicate has
/// a number b ≥ 0; the numbers need not be consecutive, since a degenerate replicate is drawn again under another number.
///
/// - Note: J. A. Hanley, B. MacGibbon (2006), *Comput. Methods Programs Biomed.* 83, 57-62;
///   Methods/bootstrap, "Weights".
package struct PoissonWeights: Sendable, Equatable {
  package let seed: UInt64
  /// The numbers of the replicates, in the order in which results are kept.
  package let replicates: [Int]
  /// mix(b), the part of the hash that all units share.
  private let mixed: [UInt64]

  /// - Precondition: no number is negative.
  package init(seed: UInt64, replicates: some Sequence<Int>) {
    self.seed = seed
    self.replicates = Array(replicates)
    mixed = self.replicates.map { CounterHash.mix(UInt64($0)) }
  }

  /// 2^53·Σ_{j≤k} e⁻¹/j! rounded up, k = 0, 1, …: a 53-bit uniform below the first of them has weight 0.
  ///
  /// From k = 17 on the value is 2^53, which no uniform reaches.
  static let thresholds: [UInt64] = [
    3_313_563_428_353_948, 6_627_126_856_707_896, 8_283_908_570_884_870, 8_836_169_142_277_195, 8_974_234_285_125_276,
    9_001_847_313_694_892, 9_006_449_485_123_162, 9_007_106_938_184_343, 9_007_189_119_816_991, 9_007_198_251_109_507,
    9_007_199_164_238_759, 9_007_199_247_250_509, 9_007_199_254_168_155, 9_007_199_254_700_281, 9_007_199_254_738_290,
    9_007_199_254_740_824, 9_007_199_254_740_983,
  ]
  /// The largest weight there is.
  package static let largest = 17

  /// Bits of the uniform that an entry of `leading` does not see.
  private static let unseenBits: UInt64 = 41
  /// The weight by the first twelve bits of the uniform; `undecided` where a threshold lies within.
  private static let leading: [UInt8] = (0..<4096).map { index in
    let (first, last) = (UInt64(index) << unseenBits, UInt64(index + 1) << unseenBits - 1)
    let weight = counted(first)
    return weight == counted(last) ? UInt8(weight) : undecided
  }
  private static let undecided: UInt8 = 255

  private static func counted(_ uniform: UInt64) -> Int { thresholds.firstIndex { uniform < $0 } ?? largest }

  /// The weight of one unit in one replicate.
  package static func weight(seed: UInt64, unit: UInt64, replicate: Int) -> Int {
    counted(CounterHash.mix(CounterHash.mix(seed ^ unit) ^ CounterHash.mix(UInt64(replicate))) >> 11)
  }

  /// Writes the weights of a unit in the replicates at `places`, one after the other.
  ///
  /// - Precondition: `output` holds `places.count` numbers.
  func fill(_ output: UnsafeMutablePointer<Int64>, unit: UInt64, places: Range<Int>) {
    let base = CounterHash.mix(seed ^ unit)
    mixed.withUnsafeBufferPointer { mixed in
      Self.leading.withUnsafeBufferPointer { leading in
        for (offset, place) in places.enumerated() {
          let uniform = CounterHash.mix(base ^ mixed[place]) >> 11
          let weight = leading[Int(uniform >> Self.unseenBits)]
          output[offset] = weight == Self.undecided ? Int64(Self.counted(uniform)) : Int64(weight)
        }
      }
    }
  }
}
