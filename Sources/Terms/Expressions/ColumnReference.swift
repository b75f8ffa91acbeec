package import Diagnostics

/// A mention of a column in an expression.
package struct ColumnReference: Hashable, Sendable {
  /// The column's name without quotes; upper and lower case differ.
  package let name: String
  package let place: SourcePlace
  /// What the surroundings take the column for.
  package let use: ColumnUse

  package init(_ name: String, at place: SourcePlace, use: ColumnUse = .any) {
    self.name = name
    self.place = place
    self.use = use
  }
}

/// What an expression takes a column for; a text column that is used as a number is cast tolerantly.
package enum ColumnUse: String, Sendable, CaseIterable {
  case number
  case text
  case truth
  case time
  /// Nothing tells: the column is compared with another column, or tested for null.
  case any
}
