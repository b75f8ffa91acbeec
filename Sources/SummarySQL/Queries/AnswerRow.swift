internal import Tables

/// A query came back with other columns than were asked for: a fault of the program or of a driver, never of the data.
package struct MalformedResult: Error, Sendable, Equatable {
  package let column: String

  package init(column: String) {
    self.column = column
  }

  init(_ column: SQLColumn) { self.init(column: column.description) }
}

/// One row of a result, read by its columns.
struct AnswerRow {
  private let table: Table
  private let index: Int

  init(_ table: Table, _ index: Int) {
    self.table = table
    self.index = index
  }

  func wideInteger(_ column: SQLColumn) throws(MalformedResult) -> Int128? {
    switch table[column] {
    case .wideInteger(let values) where values.indices.contains(index): return values[index]
    case .integer(let values) where values.indices.contains(index): return values[index].map { Int128($0) }
    default: throw MalformedResult(column)
    }
  }

  /// A number of rows, or a position; the sum of no rows is 0.
  func integer(_ column: SQLColumn) throws(MalformedResult) -> Int {
    guard let value = try wideInteger(column) else { return 0 }
    guard let narrow = Int(exactly: value) else { throw MalformedResult(column) }
    return narrow
  }

  func real(_ column: SQLColumn) throws(MalformedResult) -> Double? {
    switch table[column] {
    case .real(let values) where values.indices.contains(index): return values[index]
    default: throw MalformedResult(column)
    }
  }

  func text(_ column: SQLColumn) throws(MalformedResult) -> String? {
    switch table[column] {
    case .text(let values) where values.indices.contains(index): return values[index]
    default: throw MalformedResult(column)
    }
  }
}
