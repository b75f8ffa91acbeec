extension NumberStyle {
  /// The units of a duration, each with its seconds; one is taken where at least two of it have passed.
  private static let units: [(name: String, seconds: Double)] = [("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)]

  /// A length of time in one unit, with two digits or more: `45 s`, `5.3 h`, `26 d`.
  package static func duration(_ seconds: Double) -> String {
    let unit = units.first { seconds >= 2 * $0.seconds } ?? units[units.count - 1]
    let amount = seconds / unit.seconds
    return fixed(amount, decimals: amount > 0 && amount < 9.95 ? 1 : 0) + space + unit.name
  }
}
