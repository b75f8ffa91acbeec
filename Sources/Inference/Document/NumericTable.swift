/// A table of numbers and names with aligned columns.
package struct NumericTable: Sendable, Equatable {
  package enum Alignment: Sendable, Equatable {
    case leading
    case trailing
  }

  package struct Cell: Sendable, Equatable {
    package let content: Phrase
    package let tone: Tone

    package init(_ content: Phrase, _ tone: Tone = .neutral) {
      self.content = content
      self.tone = tone
    }

    package init(_ quantity: Quantity, _ tone: Tone = .neutral) { self.init(Phrase(quantity), tone) }

    /// A text without numbers, as it is.
    package static func name(_ text: String, _ tone: Tone = .neutral) -> Cell { Cell(Phrase(text), tone) }
  }

  package struct Column: Sendable, Equatable {
    package let title: Phrase
    package let alignment: Alignment

    package init(_ title: Phrase, _ alignment: Alignment = .leading) {
      self.title = title
      self.alignment = alignment
    }
  }

  package let columns: [Column]
  package let rows: [[Cell]]

  /// - Precondition: every row has a cell per column.
  package init(columns: [Column], rows: [[Cell]]) {
    precondition(rows.allSatisfy { $0.count == columns.count })
    self.columns = columns
    self.rows = rows
  }
}
