internal import Planning
internal import Terms

/// How the values of events become integers, whose sums are exact and so the same in any order of the events.
///
/// Short decimals, such as money, are counted in their last decimal; other values in a power of two that leaves the largest
/// one 62 bits, more than a double has: nothing within a factor of 500 of the largest value is rounded at all.
package enum EventScale: Sendable, Equatable {
  case decimals(Int)
  /// q = value · 2^exponent
  case power(Int)

  private static let bits = 62
  /// Bits kept free above the largest value that was seen.
  private static let headroom = 4
  /// 2^53: a value of more units of the last decimal is no exact double.
  private static let decimalLimit = 0x1p53

  /// - Parameter largest: the largest magnitude of the values.
  package init(largest: Double, isSample: Bool) {
    let magnitude = max(largest, .leastNormalMagnitude)
    let bits = Int(magnitude.exponent) + 1 + (isSample ? Self.headroom : 0)
    self = .power(min(max(Self.bits - bits, -1000), 1000))
  }

  /// The integer of a value; NULL where it does not fit.
  func integer(_ value: String, in dialect: any SQLDialect) -> String {
    func literal(_ number: Double) -> String { dialect.literal(number) }
    switch self {
    case .decimals(let decimals):
      let power = literal(Self.powerOfTen(decimals))
      let rounded = "round(\(value) * \(power))"
      return "case when abs(\(value) * \(power)) < \(literal(Self.decimalLimit)) and \(rounded) / \(power) = \(value) "
        + "then \(dialect.nearestInteger("\(value) * \(power)")) end"
    case .power(let exponent):
      let limit = Double(sign: .plus, exponent: Self.bits - exponent, significand: 1)
      let factor = Double(sign: .plus, exponent: exponent, significand: 1)
      return
        "case when abs(\(value)) < \(literal(limit)) then \(dialect.nearestInteger("\(value) * \(literal(factor))")) end"
    }
  }

  /// The integer of a bound, at most what sums of 62 bits hold.
  func integer(of bound: Double) -> Int {
    let factor =
      switch self {
      case .decimals(let decimals): Self.powerOfTen(decimals)
      case .power(let exponent): Double(sign: .plus, exponent: exponent, significand: 1)
      }
    return Int(min((bound * factor).rounded(), 0x1p62))
  }

  /// The double nearest to what a sum of integers stands for.
  func value(_ sum: String, in dialect: any SQLDialect) -> String {
    let number = dialect.cast(sum, .double)
    switch self {
    case .decimals(let decimals): return "\(number) / \(dialect.literal(Self.powerOfTen(decimals)))"
    case .power(let exponent):
      return "\(number) * \(dialect.literal(Double(sign: .plus, exponent: -exponent, significand: 1)))"
    }
  }

  /// The double nearest to a share, which is an integer of the finer parts.
  func sharedValue(_ share: String, in dialect: any SQLDialect) -> String {
    switch self {
    case .decimals(let decimals): EventScale.decimals(decimals + 12).value(share, in: dialect)
    case .power: "\(value(share, in: dialect)) / \(dialect.literal(Double(Self.finerUnits)))"
    }
  }

  /// Into how many parts the unit of a scale is divided where a total is shared.
  ///
  /// A total of 2^27 rows of 62 bits keeps within 128 bits.
  static let finerUnits = 1_000_000_000_000

  private static func powerOfTen(_ exponent: Int) -> Double { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}

/// The scales of the values that are summed, by fact and text of the value.
package struct EventScales: Sendable, Equatable {
  package struct Key: Sendable, Hashable {
    package let fact: String
    package let value: String
    /// Discounted values are no short decimals, whatever the values are.
    package var isDiscounted = false
  }

  package private(set) var all: [Key: EventScale] = [:]

  /// Whole numbers: enough for binding a query.
  package init() {}

  package init(_ all: [Key: EventScale]) { self.all = all }

  subscript(_ fact: String, _ value: TypedExpression, isDiscounted isDiscounted: Bool = false) -> EventScale {
    all[Key(fact: fact, value: value.text.text, isDiscounted: isDiscounted), default: .decimals(0)]
  }

  package func replacing(_ better: [Key: EventScale]) -> EventScales { EventScales(all.merging(better) { $1 }) }
}
