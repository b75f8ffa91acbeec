/// How a column of doubles becomes integers that can be summed without rounding: q = round((x − center)·2^exponent).
///
/// Sums of integers do not depend on the order of the rows, so neither does any number made of them. The power of two
/// keeps integers (and all multiples of 2^−exponent) exact; the center removes the cancellation of a large mean.
///
/// A column of short decimals, such as whole numbers or money, needs no rounding at all: with r = round(x·10^decimals), it
/// is q = r − c·10^decimals wherever r/10^decimals is x again and q is small. Products of small integers fit 64 bits, which
/// an engine sums in a fraction of the time.
package struct Scaling: Sendable, Hashable {
  /// Bits of |q|. The square of q takes twice as many, which leaves 126 − 92 = 34 bits to count rows: 17 billion.
  package static let valueBits = 46
  /// Bits of the coarser integers whose cubes are summed: a cube then fits 64 bits. A diagnostic needs no more.
  package static let cubeBits = 20
  /// Bits kept free above the largest value of the sample, for larger values that the sample did not see.
  package static let headroomBits = 6

  /// Bits of |q| of short decimals: a product of three fits 64 bits.
  package static let decimalBits = 21
  /// Decimals that are looked for, as in money and shares.
  package static let mostDecimals = 4

  /// The provisional mean c.
  package let center: Double
  /// The power of two.
  package let exponent: Int
  /// Set where all values, and so the center, seem to be short decimals; the exponent then waits for one that is none.
  package let decimals: Int?

  package init(center: Double, exponent: Int, decimals: Int? = nil) {
    self.center = center
    self.exponent = exponent
    self.decimals = decimals
  }

  /// The scaling for short decimals that are at most `farthest` away from the center; nil where that is too far for them.
  package func decimal(_ decimals: Int, farthest: Double) -> Scaling? {
    let scaling = Scaling(center: center, exponent: exponent, decimals: decimals)
    let fits = farthest * scaling.factor * Self.decimalHeadroom < Self.decimalLimit
    return fits && abs(scaling.scaledCenter) < Self.largestDecimalCenter ? scaling : nil
  }

  /// The scaling for values that need not be short decimals.
  package var binary: Scaling { Scaling(center: center, exponent: exponent).keepingZeros }

  /// The first |q| of a short decimal that does not fit.
  package static let decimalLimit = Double(1 << decimalBits)
  /// How many times as far from the center as the sample's values the others may be before a second pass is needed.
  private static let decimalHeadroom = 8.0
  /// Below it x·10^decimals is off by less than a quarter, so that its nearest integer is the right one.
  private static let largestDecimalCenter = 0x1p50

  /// The integer c·10^decimals of short decimals.
  package var scaledCenter: Double { (center * factor).rounded() }

  /// The finest scale at which a value `largest` away from the center still fits, less `headroom` bits.
  ///
  /// The exponent is bounded so that 2^exponent and its inverse are finite doubles.
  package init(center: Double, largest: Double, headroom: Int = Scaling.headroomBits) {
    let magnitude = min(max(abs(largest), .leastNormalMagnitude), .greatestFiniteMagnitude)
    let bits = Int(magnitude.exponent) + 1
    self.init(center: center, exponent: min(max(Self.valueBits - headroom - bits, -1000), 1000))
  }

  /// The same scale with a center of whole units, so that zeros are exact: a sum of zeros must be zero.
  package var keepingZeros: Scaling {
    guard decimals == nil, abs(center) < limit else { return self }
    return Scaling(center: (center * factor).rounded() * unit, exponent: exponent)
  }

  /// The first magnitude of x − center that does not fit, where values are not short decimals.
  package var limit: Double { Double(sign: .plus, exponent: Self.valueBits - exponent, significand: 1) }

  /// The units of q in one of x.
  package var factor: Double {
    decimals.map(Self.powerOfTen) ?? Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Exact, for the powers are those of few decimals.
  private static func powerOfTen(_ exponent: Int) -> Double { (0..<exponent).reduce(1) { power, _ in power * 10 } }

  /// The size of one unit of q in units of x.
  package var unit: Double { 1 / factor }

  /// The value that an integer stands for.
  package func value(of integer: Int64) -> Double {
    decimals == nil ? center + Double(integer) * unit : (Double(integer) + scaledCenter) / factor
  }

  /// Bits that a scaling may waste before another pass over the data is worth its time; a lucky sample wastes the headroom.
  private static let wasteBits = headroomBits + 4

  /// A scaling that suits the differences x − center, which were found to lie from `low` to `high`; nil when this one does.
  ///
  /// - Parameter keepingCenter: for sums, which are scaled term by term and so have no other center than 0.
  package func improved(
    forDifferencesFrom low: Double, to high: Double, keepingCenter: Bool = false
  ) -> Scaling? {
    // A difference of two doubles of opposite ends; from zero every double has a finite difference.
    guard low.isFinite, high.isFinite else {
      return center == 0 ? nil : Scaling(center: 0, largest: .greatestFiniteMagnitude, headroom: 1)
    }
    let (offset, half) = (low / 2 + high / 2, high / 2 - low / 2)
    // A shift by a coarse power of two keeps whole numbers whole, so that they stay exact.
    let step = half > 0 ? Double(sign: .plus, exponent: Int(half.exponent) - 2, significand: 1) : 0
    let shift = keepingCenter ? 0 : step > 0 ? (offset / step).rounded() * step : offset
    let middle = center + shift
    let largest = keepingCenter ? max(-low, high) : half + step
    // Differences from the new center are rounded to its last place.
    let found = Scaling(center: middle, largest: max(largest, middle.ulp), headroom: 1)
    let ideal = low < high ? found.keepingZeros : found
    let isTooFine = max(-low, high) >= limit
    let isTooCoarse = low < high && ideal.exponent - exponent > Self.wasteBits
    return isTooCoarse || isTooFine ? ideal : nil
  }

  /// Bits in which the values of a cell must differ for their spread to be known; rounding then changes a variance by 10⁻¹⁰.
  private static let resolvedBits = 16

  /// Whether values that lie from `low` to `high` are told apart by their integers, or where they are all the same, known by it.
  ///
  /// Small values that are all alike, beside large ones elsewhere, must not become a zero.
  package func resolves(_ low: Double, _ high: Double) -> Bool {
    let resolved = Double(sign: .plus, exponent: Self.resolvedBits, significand: 1)
    guard low == high else { return (high / 2 - low / 2) * factor >= resolved }
    return center + ((low - center) * factor).rounded() * unit == low || abs(low) * factor >= resolved
  }

  /// Whether sums of (q·unit)² are normal doubles: 2·(46 − e) + 34 < 1024, and 2·e stays near 1074 − 80 for the small ones.
  package var isReliable: Bool { decimals != nil || (-440...540).contains(exponent) }

  /// How far q is shifted down before it is cubed.
  package var cubeShift: Int { decimals == nil ? Self.valueBits - Self.cubeBits : 0 }
}
