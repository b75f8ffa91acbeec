#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Groups of units that are all in one variant.
package enum LoneVariant {
  /// The chance that all units of a group are in one variant, whichever it is: Σ shareⁿ.
  ///
  /// Given n, each unit is in a variant with the variant's share of all units. Units are drawn without putting them back, which
  /// makes the true chance a little smaller.
  ///
  /// - Parameters:
  ///   - units: n, at least 1.
  ///   - shares: of the variants among all units; their sum is 1.
  package static func probability(units: Int, shares: [Double]) -> Double {
    precondition(units >= 1)
    return shares.reduce(0) { $0 + pow($1, Double(units)) }
  }
}
