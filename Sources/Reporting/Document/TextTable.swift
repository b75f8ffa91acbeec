/// A table of finished texts with aligned columns.
package struct TextTable: Sendable, Equatable {
  package enum Alignment: Sendable, Equatable {
    case leading
    case trailing
  }

  package struct Cell: Sendable, Equatable {
    package let text: String
    package let tone: Tone

    package init(_ text: String, _ tone: Tone = .neutral) {
      self.text = text
      self.tone = tone
    }
  }

  package struct Column: Sendable, Equatable {
    package let title: String
    package let alignment: Alignment

    package init(_ title: String, _ alignment: Alignment = .leading) {
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
