extension Rate {
  /// Whether a share is beyond three Monte Carlo errors of the nominal one: ▲ too many errors, ▽ too few; empty where not.
  ///
  /// - Parameter moreIsWorse: whether the share is one of errors, or of right answers.
  func mark(nominal: Double, moreIsWorse: Bool) -> String {
    switch deviation(from: nominal) {
    case .within: ""
    case .above: moreIsWorse ? "▲" : "▽"
    case .below: moreIsWorse ? "▽" : "▲"
    }
  }

  /// The share in percent with its Monte Carlo error and its mark; a dash where too few experiments had an answer.
  func text(nominal: Double, moreIsWorse: Bool) -> String {
    guard isKnown else { return "–" }
    let mark = mark(nominal: nominal, moreIsWorse: moreIsWorse)
    return "\(percent(value, decimals: 2)) ± \(percent(error, decimals: 2))\(mark.isEmpty ? "" : " " + mark)"
  }
}

/// A line of a table in Markdown.
func tableLine(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
