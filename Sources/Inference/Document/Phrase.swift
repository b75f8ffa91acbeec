/// Text with numbers in it, which stay numbers until a format prints them.
package struct Phrase: Sendable, Equatable, ExpressibleByStringInterpolation {
  package enum Part: Sendable, Equatable {
    case text(String)
    case quantity(Quantity)
  }

  /// No two texts stand side by side.
  package private(set) var parts: [Part] = []

  package init(_ text: String) { append(text) }
  package init(_ quantity: Quantity) { parts = [.quantity(quantity)] }
  package init(stringLiteral text: String) { append(text) }
  package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.phrase }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var phrase = Phrase("")

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ text: String) { phrase.append(text) }
    package mutating func appendInterpolation(_ text: String) { phrase.append(text) }
    package mutating func appendInterpolation(_ quantity: Quantity) { phrase.parts.append(.quantity(quantity)) }
    package mutating func appendInterpolation(_ other: Phrase) { phrase = phrase + other }
    /// A number that a reader does not count with, as how many comparisons there are: its plain digits.
    package mutating func appendInterpolation(_ number: Int) { phrase.append(String(number)) }
    /// `p = 0.031`
    package mutating func appendInterpolation(p value: Double) { appendInterpolation(.pEquation(value)) }
  }

  package var isEmpty: Bool { parts.isEmpty }

  package static func + (left: Phrase, right: Phrase) -> Phrase {
    var sum = left
    for part in right.parts {
      switch part {
      case .text(let text): sum.append(text)
      case .quantity: sum.parts.append(part)
      }
    }
    return sum
  }

  package static func += (left: inout Phrase, right: Phrase) { left = left + right }

  private mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    if case .text(let before)? = parts.last {
      parts[parts.count - 1] = .text(before + text)
    } else {
      parts.append(.text(text))
    }
  }
}

extension DefaultStringInterpolation {
  /// Stops the build where a number would be written into a plain text, which knows nothing of digits.
  @available(*, deprecated, message: "say that the text is a Phrase")
  package mutating func appendInterpolation(_ quantity: Quantity) { appendLiteral("\(String(describing: quantity))") }

  @available(*, deprecated, message: "say that the text is a Phrase")
  package mutating func appendInterpolation(_ phrase: Phrase) { appendLiteral("\(String(describing: phrase))") }
}

extension [Phrase] {
  package func joined(separator: Phrase) -> Phrase {
    guard let first else { return "" }
    return dropFirst().reduce(first) { $0 + separator + $1 }
  }
}
