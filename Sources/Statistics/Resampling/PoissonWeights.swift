/// How often each unit counts in the arms of a bootstrap replicate: Poisson weights, each a pure function of the seed, the hash of
/// the unit's key, the number of the replicate and the place of the arm.
///
/// Every shard can compute the weights of its own units, and no result depends on the order of the rows. The two halves of one
/// hash serve two arms.
///
/// - Note: J. A. Hanley, B. MacGibbon (2006), *Comput. Methods Programs Biomed.* 83, 57-62;
///   Methods/bootstrap, "Weights".
package struct PoissonWeights: Sendable, Equatable {
  package let seed: UInt64
  /// mix(b) of each replicate number 0, 1, …: the part of the hash that all units share.
  private let mixed: [UInt64]
  /// Of each arm.
  private let thresholds: [PoissonThresholds]

  /// - Parameters:
  ///   - replicates: numbers 0 ..< replicates.
  ///   - means: the mean weight of a unit in each arm.
  /// - Precondition: 0 < mean ≤ 1.
  package init(seed: UInt64, replicates: Int, means: [Double]) {
    self.seed = seed
    mixed = (0..<replicates).map { CounterHash.mix(UInt64($0)) }
    thresholds = means.map(PoissonThresholds.init)
  }

  package var replicates: Int { mixed.count }

  /// The weight of one unit in one arm of one replicate.
  package func weight(unit: UInt64, replicate: Int, arm: Int) -> Int {
    let hash = Self.word(arm / 2, of: CounterHash.mix(seed ^ unit) ^ mixed[replicate])
    return Int(thresholds[arm].weight(of: Self.half(arm, of: hash)))
  }

  /// Writes the weights of a unit in one arm, or two, of the replicates at `places`, one after the other.
  ///
  /// - Parameter arm: an even place; the next arm shares its hashes.
  /// - Precondition: `first` and `second` hold `places.count` numbers each.
  func fill(
    _ first: UnsafeMutablePointer<Double>, _ second: UnsafeMutablePointer<Double>, unit: UInt64, arm: Int,
    places: Range<Int>
  ) {
    let base = CounterHash.mix(seed ^ unit)
    let own = thresholds[arm]
    // An arm without a next one writes its own weights twice, where nobody reads them.
    let (next, half) = arm + 1 < thresholds.count ? (thresholds[arm + 1], arm + 1) : (own, arm)
    mixed.withUnsafeBufferPointer { mixed in
      own.withTable { ofOwn in
        next.withTable { ofNext in
          for (offset, place) in places.enumerated() {
            let hash = Self.word(arm / 2, of: base ^ mixed[place])
            first[offset] = own.weight(of: Self.half(arm, of: hash), in: ofOwn)
            second[offset] = next.weight(of: Self.half(half, of: hash), in: ofNext)
          }
        }
      }
    }
  }

  /// The hash of two arms; more than two arms need more than one.
  @inline(__always)
  private static func word(_ pair: Int, of key: UInt64) -> UInt64 {
    pair == 0 ? CounterHash.mix(key) : CounterHash.mix(CounterHash.mix(key) ^ UInt64(pair))
  }

  @inline(__always)
  private static func half(_ arm: Int, of hash: UInt64) -> UInt32 {
    arm % 2 == 0 ? UInt32(hash >> 32) : UInt32(truncatingIfNeeded: hash)
  }
}
