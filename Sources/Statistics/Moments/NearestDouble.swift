extension UInt128 {
  /// The nearest double, ties to even, as `Double.init` gives it; that one takes many times as long.
  package var nearestDouble: Double {
    if let short = UInt64(exactly: self) { return Double(short) }
    // 64 leading bits, of which the last one stands for all that follow: enough to round 53 bits rightly.
    let shift = 64 - leadingZeroBitCount
    let leading = UInt64(truncatingIfNeeded: self >> UInt128(shift))
    let rest: UInt64 = self << UInt128(128 - shift) == 0 ? 0 : 1
    return Double(leading | rest) * Double(sign: .plus, exponent: shift, significand: 1)
  }
}

extension Int128 {
  /// The nearest double, ties to even.
  package var nearestDouble: Double { self < 0 ? -magnitude.nearestDouble : magnitude.nearestDouble }
}
