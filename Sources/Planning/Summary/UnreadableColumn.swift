internal import Diagnostics
internal import Specification
internal import Tables
package import Terms

/// A column that is read for a metric and has texts which are not what the metric needs.
package struct UnreadableTerm: Sendable, Hashable {
  /// The fact whose events have the column; nil where units have it.
  package let fact: String?
  package let column: String
  package let kind: TermKind
}

/// What stands in such a column.
package struct UnreadableColumn: Sendable, Equatable {
  package struct Example: Sendable, Equatable {
    package let text: String
    /// The first row that has it, counted from 1 without the header.
    package let row: Int
    /// nil where there is but one file.
    package let file: String?

    package init(text: String, row: Int, file: String?) { (self.text, self.row, self.file) = (text, row, file) }
  }

  package static let mostExamples = 3
  /// Values that a proposed format must read as well.
  package static let sampleRows = 10_000

  package let term: UnreadableTerm
  /// Rows with such a text, in the variants or not.
  package let rows: Int
  /// The formats of numbers that read every text of the column, the simplest ones; empty where none does.
  package let formats: [NumberFormat]
  package var examples: [Example]

  package init(term: UnreadableTerm, rows: Int, formats: [NumberFormat], examples: [Example]) {
    (self.term, self.rows, self.formats, self.examples) = (term, rows, formats, examples)
  }
}

extension AnalysisPlan {
  /// The files whose rows have the values of units.
  private var files: PlannedSource { exposures?.source ?? source }

  /// The files that have a column.
  package func source(of term: UnreadableTerm) -> PlannedSource {
    exposures?.facts.first { $0.name == term.fact }?.source ?? files
  }

  /// The columns that are read for a metric and may have values that cannot be read.
  package func mayBeUnreadable(for index: Int) -> [UnreadableTerm] {
    let ofUnits = metrics[index].population.terms.flatMap { term -> [UnreadableTerm] in
      let isText = { (column: String) in files.schema[column]?.type == .text }
      switch term.input {
      case .column(let name):
        guard term.canBeUnreadable, files.schema[name] != nil else { return [] }
        return [UnreadableTerm(fact: nil, column: name, kind: term.kind)]
      case .threshold(let threshold): return numbers(threshold.value, where: isText)
      case .expression(let expression): return numbers(expression.value, where: isText)
      case .share, .events, .one: return []
      }
    }
    return unique(ofUnits + eventValues(of: metrics[index].name))
  }

  private func eventValues(of metric: String) -> [UnreadableTerm] {
    factTerms(of: metric).filter { $0.aggregate != .countDistinct }.flatMap { term in
      let fact = exposures?.facts.first { $0.name == term.fact.value }
      return term.value.map { numbers($0, of: term.fact.value) { fact?.source.schema[$0]?.type == .text } } ?? []
    }
  }

  /// The columns that an expression reads as numbers although they hold texts.
  private func numbers(
    _ expression: TypedExpression, of fact: String? = nil, where isText: (String) -> Bool
  ) -> [UnreadableTerm] {
    expression.columns.filter { $0.use == .number && isText($0.name) }.map {
      UnreadableTerm(fact: fact, column: $0.name, kind: .number)
    }
  }

  package var mayHaveUnreadable: Bool { metrics.indices.contains { !mayBeUnreadable(for: $0).isEmpty } }

  /// The columns in which values may be unreadable, for something is missing there; each once.
  package func unreadable(_ summary: ScopeSummary, _ events: [EventLedger]) -> [UnreadableTerm] {
    let facts = Set(events.filter { !$0.withoutValue.isEmpty }.map(\.fact))
    return unique(
      metrics.indices.flatMap { index in
        mayBeUnreadable(for: index).filter { term in
          term.fact.map(facts.contains) ?? (summary.withoutValue(of: index) > 0)
        }
      })
  }
}

extension ScopeSummary {
  /// Units that have no value of a metric because there is none or it cannot be read; of what is summed up rows.
  fileprivate func withoutValue(of metric: Int) -> Int {
    cells[metric].reduce(0) { sum, cell in
      [DropReason.unreadable, .missing].reduce(sum) { $0 + (cell.dropped[$1] ?? 0) + (cell.droppedRows[$1] ?? 0) }
    }
  }
}
