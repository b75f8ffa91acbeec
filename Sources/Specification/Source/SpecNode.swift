package import Diagnostics
package import Terms

/// A value of a spec file together with its place: the positioned tree that every file format is read into.
///
/// Lines and columns count from 1. A column is one Unicode scalar; a byte-order mark takes none, and `\n`, `\r\n` and
/// `\r` end a line.
package struct SpecNode: Sendable, Equatable {
  package enum Value: Sendable, Equatable {
    /// Members in the order of the file; no key stands twice.
    case object([Member])
    case array([SpecNode])
    case string(PlacedText)
    /// The number as written, and the nearest `Double`, which is finite.
    case number(text: String, value: Double)
    case bool(Bool)
    case null
  }

  package struct Member: Sendable, Equatable {
    package let key: Positioned<String>
    package let value: SpecNode
  }

  package let value: Value
  /// The first character of the value; of a string its opening quote.
  package let place: SourcePlace

  package init(_ value: Value, at place: SourcePlace) {
    self.value = value
    self.place = place
  }

  /// The value as a message names it: `the number 3`, `the string "x"`, `a list`.
  package var description: String {
    switch value {
    case .object: "an object"
    case .array: "a list"
    case .string(let text): "the string \(quoted(text.text))"
    case .number(let text, _): "the number \(shortened(text))"
    case .bool(let value): String(value)
    case .null: "null"
    }
  }
}
