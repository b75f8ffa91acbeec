/// The whole result of a query: named columns of one length, in the order of the SELECT list.
package struct Table: Sendable, Equatable {
  package let names: [String]
  package let columns: [Column]
  private let positions: [String: Int]

  /// - Precondition: as many names as columns, and all columns of one length.
  package init(names: [String], columns: [Column]) {
    precondition(names.count == columns.count)
    precondition(Set(columns.map(\.count)).count <= 1)
    self.names = names
    positions = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    self.columns = columns
  }

  package var rowCount: Int { columns.first?.count ?? 0 }

  package subscript(name: String) -> Column? {
    positions[name].map { columns[$0] }
  }
}
