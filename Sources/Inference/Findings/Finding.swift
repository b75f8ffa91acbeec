/// Something that an experiment shows beside its answers: sentences, tables of numbers, and the same as a record.
///
/// Every format makes of it what it can: a section of Markdown, a member of JSON.
package protocol Finding: Sendable {
  /// The name of its member in `tables` of `results.json`.
  static var key: String { get }
  /// What a person calls it.
  static var title: String { get }
  static var place: FindingPlace { get }

  /// What there is of the kind in an experiment, which may be nothing.
  init(_ source: FindingSource)

  /// What a reader sees, in reading order and without the title; empty where there is nothing to see.
  var body: [Block] { get }
  /// The blocks for the 80 columns of a terminal; empty where the files are the place for them.
  var compact: [Block] { get }
  /// The numbers for programs; nil where there are none.
  var record: Record? { get }
}

/// The place of a finding in a report.
package enum FindingPlace: Sendable {
  /// Among the sentences at the top.
  case verdict
  /// Below the table of results.
  case results
  /// A chapter of its own.
  case chapter
  /// Below the rule of decision.
  case decision
}

extension Finding {
  package var compact: [Block] { [] }
  package var record: Record? { nil }

  package var sentences: [Phrase] {
    body.flatMap { block -> [Phrase] in
      switch block {
      case .paragraph(let phrase), .callout(_, let phrase): [phrase]
      case .bullets(let phrases): phrases
      case .heading, .table: []
      }
    }
  }

  package var tables: [NumericTable] { body.compactMap { if case .table(let table) = $0 { table } else { nil } } }

  /// The blocks with the title before them, where the finding has a place of its own.
  package var section: [Block] {
    guard !body.isEmpty else { return [] }
    return switch Self.place {
    case .verdict, .decision: body
    case .results: [.heading(3, Self.title)] + body
    case .chapter: [.heading(2, Self.title)] + body
    }
  }
}
