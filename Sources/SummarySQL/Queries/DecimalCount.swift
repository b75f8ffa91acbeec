internal import Statistics

/// How many decimals numbers have when written shortly: whether they can be counted in their last one.
enum DecimalCount {
  /// Of a value; one more than `Scaling.mostDecimals` where it has more, NULL where there is none.
  static func sql(_ value: String) -> String {
    let branches = (0...Scaling.mostDecimals).map { digits in
      let power = "1" + String(repeating: "0", count: digits)
      return "when round(\(value) * \(power)) / \(power) = \(value) then \(digits)"
    }
    return "case when \(value) is null then null \(branches.joined(separator: " ")) "
      + "else \(Scaling.mostDecimals + 1) end"
  }
}
