/// How a column of doubles becomes integers that can be summed without rounding: q = round((x − center)·2^exponent).
///
/// Sums of integers do not depend on the order of the rows, so neither does any number made of them. The power of two
/// keeps integers (and all multiples of 2^−exponent) exact; the center removes the cancellation of a large mean.
package struct Scaling: Sendable, Hashable {
  /// Bits of |q|. The square of q takes twice as many, which leaves 126 − 92 = 34 bits to count rows: 17 billion.
  package static let valueBits = 46
  /// Bits of the coarser integers whose cubes are summed: a cube then fits 64 bits. A diagnostic needs no more.
  package static let cubeBits = 20
  /// Bits kept free above the largest value of the sample, for larger values that the sample did not see.
  package static let headroomBits = 6

  /// The provisional mean c.
  package let center: Double
  /// The power of two.
  package let exponent: Int

  package init(center: Double, exponent: Int) {
    self.center = center
    self.exponent = exponent
  }

  /// The finest scale at which a value `largest` away from the center still fits, less `headroom` bits.
  ///
  /// The exponent is bounded so that 2^exponent and its inverse are finite doubles.
  package init(center: Double, largest: Double, headroom: Int = Scaling.headroomBits) {
    let magnitude = min(max(abs(largest), .leastNormalMagnitude), .greatestFiniteMagnitude)
    let bits = Int(magnitude.exponent) + 1
    self.init(center: center, exponent: min(max(Self.valueBits - headroom - bits, -1000), 1000))
  }

  /// The first magnitude of x − center that does not fit.
  package var limit: Double { Double(sign: .plus, exponent: Self.valueBits - exponent, significand: 1) }

  /// 2^exponent.
  package var factor: Double { Double(sign: .plus, exponent: exponent, significand: 1) }

  /// The size of one unit of q in units of x.
  package var unit: Double { Double(sign: .plus, exponent: -exponent, significand: 1) }

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
    let ideal = Scaling(center: middle, largest: max(largest, middle.ulp), headroom: 1)
    let isTooFine = max(-low, high) >= limit
    let isTooCoarse = low < high && ideal.exponent - exponent > Self.wasteBits
    return isTooCoarse || isTooFine ? ideal : nil
  }

  /// Bits in which the values of a cell must differ for their spread to be known; rounding then changes a variance by 10⁻¹⁰.
  private static let resolvedBits = 16

  /// Whether values whose differences from the center lie from `low` to `high` are told apart, or are all the same.
  package func resolves(_ low: Double, _ high: Double) -> Bool {
    low == high || (high / 2 - low / 2) * factor >= Double(sign: .plus, exponent: Self.resolvedBits, significand: 1)
  }

  /// Whether sums of (q·unit)² are normal doubles: 2·(46 − e) + 34 < 1024, and 2·e stays near 1074 − 80 for the small ones.
  package var isReliable: Bool { (-440...540).contains(exponent) }

  /// How far q is shifted down before it is cubed.
  package static var cubeShift: Int { valueBits - cubeBits }
}
