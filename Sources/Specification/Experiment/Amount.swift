package import Diagnostics

/// The size of an effect, on the scale that the user chose.
public enum Amount: Sendable, Equatable {
  /// A fraction of the control's value: `"5%"` is 0.05.
  case relative(Double)
  /// In the metric's own unit.
  case absolute(Double)
  /// Percentage points of a probability, as a difference of probabilities: `"0.5pp"` is 0.005.
  case percentagePoints(Double)
}

extension ValueReader {
  /// A positive amount; percentage points for probabilities only.
  package func amount(isProbability: Bool) -> Positioned<Amount>? {
    let remedy = "write \"5%\" of control, 0.005 in the metric's unit, or \"0.5pp\" for percentage points"
    switch node.value {
    case .number:
      return number("greater than 0", remedy: remedy, where: { $0 > 0 }).map {
        Positioned(.absolute($0.value), at: place)
      }
    case .string(let text):
      guard let amount = Amount(text.text) else {
        faults.error(.invalidAmount, at: place, "\(name) is no amount: \(quoted(text.text))", remedy: remedy)
        return nil
      }
      if case .percentagePoints = amount, !isProbability {
        faults.error(
          .invalidAmount, at: place, "\(name) has percentage points, but the metric is not a proportion",
          remedy: "write \"5%\" of control, or a number in the metric's unit")
        return nil
      }
      return Positioned(amount, at: place)
    case .array, .object, .bool, .null: return mismatch("an amount", remedy: remedy)
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
