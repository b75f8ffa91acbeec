package import Diagnostics
internal import Statistics
package import Terms

extension ValueReader {
  /// A positive amount that fits the metric; without a metric, because it is faulty, any positive amount.
  package func amount(of metric: (any Metric)?) -> Positioned<Amount>? {
    let remedy = "write \"5%\" of the control's value, 0.005 in the metric's unit, or \"0.5pp\" in percentage points"
    let amount: Amount
    switch node.value {
    case .number:
      guard let value = number("greater than 0", remedy: remedy, where: { $0 > 0 }) else { return nil }
      amount = .absolute(value.value)
    case .string(let text):
      guard let parsed = Amount(text.text) else {
        faults.error(.invalidAmount, at: place, "\(name) is not an amount: \(quoted(text.text))", remedy: remedy)
        return nil
      }
      amount = parsed
    case .array, .object, .bool, .null: return mismatch("an amount", remedy: remedy)
    }
    guard let metric else { return Positioned(amount, at: place) }
    switch amount {
    case .relative where metric.undefined(on: .relative) != nil:
      guard let scale = metric.undefined(on: .relative) else { return nil }
      faults.error(
        scale.code, at: place, "\(name) is a share of the control's value, but \(scale.subject) has no lift",
        remedy: scale.amountRemedy)
      return nil
    case .absolute where metric.undefined(on: .absolute) != nil:
      guard let scale = metric.undefined(on: .absolute) else { return nil }
      faults.error(
        scale.code, at: place, "\(name) is an absolute amount, but \(scale.subject) is relative to the control",
        remedy: scale.amountRemedy)
      return nil
    case .percentagePoints where !metric.isProbability:
      faults.error(
        .invalidAmount, at: place, "\(name) is in percentage points, but the metric is not a probability",
        remedy: "write \"5%\" of the control's value, or a number in the metric's unit")
      return nil
    case .absolute(let value) where metric.isProbability && value < 1:
      let percent = decimal((value * 1e11).rounded() / 1e9)
      faults.error(
        .ambiguousAmount, at: place,
        "\(name) of a probability has no unit: \(node.description) may be points or a share",
        remedy:
          "write \"\(percent)pp\" for \(percent) percentage points, or \"\(percent)%\" for \(percent) % of the control's value"
      )
      return nil
    case .absolute(let value) where metric.isProbability && value >= 1,
      .percentagePoints(let value) where value >= 1:
      faults.error(
        .invalidAmount, at: place, "a probability cannot change by \(node.description)",
        remedy: "write \"0.5pp\" for half a percentage point, or \"5%\" for 5 % of the control's value")
      return nil
    case .relative, .absolute, .percentagePoints: return Positioned(amount, at: place)
    }
  }
}

extension Amount {
  /// Reads `5%` or `0.5pp`, greater than zero.
  init?(_ text: String) {
    if text.hasSuffix("%"), let value = decimalNumber(text.dropLast()), value > 0 {
      self = .relative(value / 100)
    } else if text.hasSuffix("pp"), let value = decimalNumber(text.dropLast(2)), value > 0 {
      self = .percentagePoints(value / 100)
    } else {
      return nil
    }
  }
}
