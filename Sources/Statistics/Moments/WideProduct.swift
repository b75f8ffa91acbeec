/// A signed 256-bit number: just enough to subtract two 128-bit products without rounding.
struct WideProduct {
  private let high: Int128
  private let low: UInt128

  private init(high: Int128, low: UInt128) {
    self.high = high
    self.low = low
  }

  init(_ left: Int128, times right: Int128) {
    let product = left.multipliedFullWidth(by: right)
    self.init(high: product.high, low: product.low)
  }

  static func - (left: WideProduct, right: WideProduct) -> WideProduct {
    let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
    return WideProduct(high: left.high &- right.high &- (borrow ? 1 : 0), low: low)
  }

  /// The nearest double, to one unit in the last place.
  var double: Double {
    // Negating first keeps the two halves of one sign, so that their sum does not cancel.
    if high < 0 {
      let (low, carry) = (~self.low).addingReportingOverflow(1)
      return -WideProduct(high: ~high &+ (carry ? 1 : 0), low: low).double
    }
    return high.nearestDouble * 0x1p128 + low.nearestDouble
  }
}
