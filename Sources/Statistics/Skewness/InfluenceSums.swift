/// Exact sums of the second to fourth powers of influence values: their shape in one arm, whatever the order of its units.
///
/// Values have mean 0 and mean square 1, so that none of n exceeds √n; integers of a fixed unit hold them, whose sums no order of
/// the rows can change.
///
/// - Note: Methods/skewed-data, "Adjusted values and clusters".
package struct InfluenceSums: Sendable, Equatable {
  /// Bits of a sum of fourth powers, without the sign.
  private static let sumBits = 126
  /// Bits of a standard deviation; more change no digit of a double.
  private static let mostFractionBits = 26

  /// Units in one standard deviation.
  private let scale: Double
  private var count = 0
  private var (second, third, fourth): (Int128, Int128, Int128) = (0, 0, 0)

  /// - Parameter units: of the arm, so many values at most.
  package init(units: Int) {
    // As n values have the mean square 1, their fourth powers add up to n² at most.
    let bitsOfSquare = 2 * (Int.bitWidth - max(1, units).leadingZeroBitCount)
    let bits = min(Self.mostFractionBits, (Self.sumBits - bitsOfSquare) / 4)
    scale = Double(sign: .plus, exponent: max(0, bits), significand: 1)
  }

  package mutating func add(_ value: Double) {
    count += 1
    let integer = Int64((value * scale).rounded())
    let square = Int128(integer) * Int128(integer)
    second += square
    third += square * Int128(integer)
    fourth += square * square
  }

  /// The shape of the values; nil without any.
  package var shape: ArmShape? {
    guard count > 0 else { return nil }
    guard second > 0 else { return ArmShape(constant: Double(count)) }
    let n = Double(count)
    let square = second.nearestDouble / n
    return ArmShape(
      count: n, skewness: third.nearestDouble / n / (square * square.squareRoot()),
      kurtosis: fourth.nearestDouble / n / (square * square))
  }
}
