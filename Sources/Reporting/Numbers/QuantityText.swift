package import Inference
internal import Statistics

extension Phrase {
  /// The phrase as a person reads it; here, last and once, numbers become digits.
  package var text: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .quantity(let quantity): quantity.text
      }
    }.joined()
  }
}

extension Quantity {
  package var text: String {
    switch self {
    case .missing: NumberStyle.missing
    case .count(let count): NumberStyle.count(count)
    case .pValue(let p): NumberStyle.pValue(p)
    case .pEquation(let p): NumberStyle.pEquation(p)
    case .number(let value, let scale): NumberStyle.text(value, scale)
    case .limit(let value, let scale): NumberStyle.limit(value, scale)
    case .interval(let interval, let scale): NumberStyle.text(interval, scale)
    case .numberWithInterval(let value, let interval, let scale):
      "\(value.map { NumberStyle.limit($0, scale) } ?? NumberStyle.missing) (\(NumberStyle.text(interval, scale)))"
    }
  }
}
