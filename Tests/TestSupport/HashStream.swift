#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The counter-based generator of Methods/bootstrap, "Weights": every draw is a pure function of seed, key and number.
package enum HashStream {
  package static func mix(_ value: UInt64) -> UInt64 {
    var x = value &+ 0x9E37_79B9_7F4A_7C15
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }

  package static func fnv(_ key: String) -> UInt64 {
    key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  package static func uniform(seed: UInt64, key: String, draw: UInt64) -> Double {
    Double(mix(mix(seed ^ fnv(key)) ^ mix(draw)) >> 11) * 0x1p-53
  }

  package static func exponential(seed: UInt64, key: String, draw: UInt64) -> Double {
    -log(1 - uniform(seed: seed, key: key, draw: draw))
  }
}
