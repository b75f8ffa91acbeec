internal import Statistics
package import Terms

/// A table of the matrix page: a line per cell, or a line per metric.
package struct MatrixTable {
  package let header: [String]
  package let rows: [[String]]

  init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  package var lines: [String] {
    [tableLine(header), tableLine(header.map { _ in "---" })] + rows.map(tableLine)
  }

  /// The table with a line for each metric type that has no cells of its own.
  var text: String {
    let others = MatrixArticle.otherTypes.map { type in ["`\(type.name)`"] + header.dropFirst().map { _ in type.why } }
    return MatrixTable(header: header, rows: rows + others).lines.joined(separator: "\n")
  }

  /// All cells of one test of a metric: assigned units, then adjustment.
  package init(_ kind: MatrixKind, _ test: MetricTest, _ texts: (MatrixCell) -> MatrixCellText) {
    let cells = MatrixCell.cells(of: kind, test)
    let hasInterval = cells[0].hasOwnInterval
    let isFixed = test == .auto
    header =
      ["units", "adjustment", "path", "type I error, %"]
      + (hasInterval ? Estimand.allCases.map { "coverage, \($0.rawValue), %" } : [])
      + (isFixed ? MatrixQuestion.allCases.map { "\($0.rawValue), %" } + ["also reported"] : [])
    rows = cells.map { cell in
      let text = texts(cell)
      return ["\(cell.units.rawValue), \(cell.assigned) each", cell.adjustment.rawValue, text.path, text.noDifference]
        + (hasInterval ? Estimand.allCases.map(text.coverage) : [])
        + (isFixed ? MatrixQuestion.allCases.map(text.error) + [text.companion] : [])
    }
  }
}
