/// Numbers under names, as deep as they must be: what a file for programs prints, with all digits.
package indirect enum Record: Sendable, Equatable {
  package struct Member: Sendable, Equatable {
    package let name: String
    package let value: Record
  }

  /// Nil is missing, here as below.
  case text(String?)
  /// A sentence with its figures, which a format prints as text.
  case phrase(Phrase)
  case count(Int?)
  /// A number; one that is not finite is missing too.
  case number(Double?)
  case truth(Bool)
  case list([Record])
  case members([Member])
}

extension Record: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, Record)...) {
    self = .members(elements.map { Member(name: $0, value: $1) })
  }

  /// Names that the data gives.
  package init(_ elements: [(String, Record)]) { self = .members(elements.map { Member(name: $0, value: $1) }) }

  /// The fields of both, one after the other.
  ///
  /// - Precondition: both have members.
  package static func + (left: Record, right: Record) -> Record {
    guard case .members(let first) = left, case .members(let second) = right else {
      preconditionFailure("only members can be joined")
    }
    return .members(first + second)
  }

  package static func texts(_ texts: [String]) -> Record { .list(texts.map { .text($0) }) }
  package static func numbers(_ numbers: [Double]) -> Record { .list(numbers.map { .number($0) }) }
}
