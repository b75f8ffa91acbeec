/// What one study found.
package struct ErrorSection: Sendable {
  /// How experiments are simulated, and what the columns mean.
  package let words: String
  package let tables: [ErrorTable]
  package let promises: [ErrorPromise]

  init(_ words: String, _ tables: [ErrorTable], promises: [ErrorPromise]) {
    (self.words, self.tables, self.promises) = (words, tables, promises)
  }
}

/// A table of the page.
package struct ErrorTable: Sendable {
  package let header: [String]
  package let rows: [[String]]

  var text: String {
    ([tableLine(header), tableLine(header.map { _ in "---" })] + rows.map(tableLine)).joined(separator: "\n")
  }
}
