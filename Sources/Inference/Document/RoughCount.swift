#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A number of units that nobody knows better, rounded up to two digits.
///
/// - Precondition: 0 ≤ units < 1e15.
func roughly(_ units: Double) -> Int {
  guard units > 100 else { return Int(units.rounded(.up)) }
  let scale = pow(10, floor(log10(units)) - 1)
  return Int((units / scale).rounded(.up) * scale)
}
