internal import Inference
internal import Statistics

/// How the numbers of one row look: a probability as a percentage, anything else in its own unit.
struct MetricStyle {
  let row: ResultRow

  private var isProbability: Bool { row.type == "proportion" }

  func value(_ value: Double?, _ interval: Interval?) -> String {
    guard let value else { return "—" }
    // The width of an interval at its level is about four standard errors.
    let scale = interval.map { ($0.upper - $0.lower) / 4 }
    return isProbability
      ? NumberStyle.percent(value, scale: scale) : NumberStyle.value(value, scale: scale)
  }

  /// The estimate on the row's scale.
  func estimate(_ value: Double?) -> String {
    guard let value else { return "—" }
    switch row.estimand {
    case .absolute where isProbability: return NumberStyle.percentagePoints(value, scale: row.standardError)
    case .absolute: return NumberStyle.signedValue(value, scale: row.standardError)
    case .relative: return NumberStyle.percent(value, scale: row.standardError, signed: true)
    case .oddsRatio: return NumberStyle.value(value, scale: row.standardError)
    }
  }

  /// `−1.9 % to +34 %`.
  var interval: String {
    guard let interval = row.interval else { return "—" }
    return "\(estimate(interval.lower)) to \(estimate(interval.upper))"
  }

  var estimateWithInterval: String {
    row.interval == nil ? estimate(row.estimate) : "\(estimate(row.estimate)) (\(interval))"
  }
}
