/// The seed of each replicate's random stream, hashed from the seed of the whole and the scenario
/// (Methods/bootstrap, "Weights").
///
/// The generator takes 32 bits of it, so that two of 20,000 replicates share their numbers about once in twenty scenarios.
package struct ReplicateSeed: Sendable {
  private let base: UInt64

  package init(seed: UInt64, scenario: String) {
    base = Self.mix(seed ^ Self.hash(scenario))
  }

  package func value(_ replicate: Int) -> UInt64 { Self.mix(base ^ Self.mix(UInt64(replicate))) >> 32 }

  /// FNV-1a, 64 bits.
  package static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// SplitMix64: one step and its finalizer.
  package static func mix(_ value: UInt64) -> UInt64 {
    var x = value &+ 0x9E37_79B9_7F4A_7C15
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }
}
