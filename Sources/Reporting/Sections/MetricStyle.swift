internal import Inference
internal import Statistics

/// How the numbers of one row look: a probability as a percentage, anything else in its own unit.
struct MetricStyle {
  let row: ResultRow

  func value(_ value: Double?, _ interval: Interval?) -> String {
    guard let value else { return "—" }
    // The width of an interval at its level is about four standard errors.
    let scale = interval.map { ($0.upper - $0.lower) / 4 }
    return row.isProbability
      ? NumberStyle.percent(value, scale: scale) : NumberStyle.value(value, scale: scale)
  }

  /// The estimate on the row's scale.
  func estimate(_ value: Double?) -> String {
    value.map { estimate($0, scale: row.standardError) } ?? "—"
  }

  private func estimate(_ value: Double, scale: Double?) -> String {
    switch row.estimand {
    case .absolute where row.isProbability: NumberStyle.percentagePoints(value, scale: scale)
    case .absolute: NumberStyle.signedValue(value, scale: scale)
    case .relative: NumberStyle.percent(value, scale: scale, signed: true)
    case .oddsRatio: NumberStyle.value(value, scale: scale)
    }
  }

  /// The null value with the digits that it was written with.
  var nullText: String {
    let sign = row.nullValue < 0 ? "−" : row.nullValue > 0 ? "+" : ""
    let size = abs(row.nullValue)
    return switch row.estimand {
    case .absolute where row.isProbability: sign + NumberStyle.points(size)
    case .absolute: sign + NumberStyle.exact(size)
    case .relative: sign + NumberStyle.level(size)
    case .oddsRatio: NumberStyle.exact(row.nullValue)
    }
  }

  /// `−1.9 % to +34 %`.
  var interval: String {
    guard let interval = row.interval else { return "—" }
    return "\(end(interval.lower)) to \(end(interval.upper))"
  }

  /// An end with enough digits to show on which side of "no difference" it lies.
  private func end(_ value: Double) -> String {
    let none = estimate(row.nullValue, scale: row.standardError)
    var scale = row.standardError
    for _ in 0..<4 where value != row.nullValue && bare(estimate(value, scale: scale)) == bare(none) {
      scale = scale.map { $0 / 10 }
      if bare(estimate(value, scale: scale)) != bare(estimate(row.nullValue, scale: scale)) { break }
    }
    return estimate(value, scale: scale)
  }

  private func bare(_ text: String) -> String { text.filter { !"+−".contains($0) } }

  var estimateWithInterval: String {
    row.interval == nil ? estimate(row.estimate) : "\(estimate(row.estimate)) (\(interval))"
  }
}
