/// What the grammar says of one key of an object, and whether this version builds it.
package struct KeyRule: Sendable, Equatable {
  package enum Status: Sendable, Equatable {
    case required
    case optional
    /// Known to the grammar, but refused until it is built.
    case planned
  }

  package let name: String
  package let status: Status
  /// What the value is, in a few words that complete a sentence.
  package let summary: String

  package static func required(_ name: String, _ summary: String) -> KeyRule {
    KeyRule(name: name, status: .required, summary: summary)
  }

  package static func optional(_ name: String, _ summary: String) -> KeyRule {
    KeyRule(name: name, status: .optional, summary: summary)
  }

  package static func planned(_ name: String, _ summary: String) -> KeyRule {
    KeyRule(name: name, status: .planned, summary: summary)
  }
}
