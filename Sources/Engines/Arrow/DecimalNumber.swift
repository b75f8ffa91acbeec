/// A decimal as databases store it: `unscaled / 10^scale`.
struct DecimalNumber {
  let unscaled: Int128
  let scale: Int

  /// The double nearest to the exact value.
  var nearestDouble: Double {
    // Both sides are exact doubles, so the quotient is rounded once.
    if unscaled.magnitude <= 1 << 53, (0..<Self.exactPowersOfTen.count).contains(scale) {
      return Double(Int64(unscaled)) / Self.exactPowersOfTen[scale]
    }
    // Parsing rounds correctly; a quotient of rounded parts would not.
    return Double("\(unscaled)e\(-scale)") ?? .nan
  }

  /// 10^22 is the greatest power of ten that is a double.
  private static let exactPowersOfTen: [Double] = (0...22).map { Double("1e\($0)") ?? .nan }
}
