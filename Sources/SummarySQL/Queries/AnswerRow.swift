internal import Tables

/// A query came back with other columns than were asked for: a fault of the program or of a driver, never of the data.
package struct MalformedResult: Error, Sendable, Equatable {
  package let column: String

  package init(column: String) {
    self.column = column
  }
}

/// One row of a result, read by column name.
struct AnswerRow {
  private let table: Table
  private let index: Int

  init(_ table: Table, _ index: Int) {
    self.table = table
    self.index = index
  }

  func wideInteger(_ name: String) throws(MalformedResult) -> Int128? {
    switch table[name] {
    case .wideInteger(let values) where values.indices.contains(index): return values[index]
    case .integer(let values) where values.indices.contains(index): return values[index].map { Int128($0) }
    default: throw MalformedResult(column: name)
    }
  }

  func integer(_ name: String) throws(MalformedResult) -> Int {
    guard let value = try wideInteger(name) else { return 0 }
    guard let narrow = Int(exactly: value) else { throw MalformedResult(column: name) }
    return narrow
  }

  func real(_ name: String) throws(MalformedResult) -> Double? {
    switch table[name] {
    case .real(let values) where values.indices.contains(index): return values[index]
    default: throw MalformedResult(column: name)
    }
  }

  func text(_ name: String) throws(MalformedResult) -> String? {
    switch table[name] {
    case .text(let values) where values.indices.contains(index): return values[index]
    default: throw MalformedResult(column: name)
    }
  }
}
