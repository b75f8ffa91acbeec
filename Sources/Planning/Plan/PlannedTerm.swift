package import Specification
package import Tables

/// One coordinate of a metric's row vector: a column, how it is read, and what its absence means.
package struct PlannedTerm: Sendable, Hashable {
  package let column: String
  package let type: FieldType
  package let kind: TermKind
  package let missing: MissingRule

  package init(column: String, type: FieldType, kind: TermKind, missing: MissingRule) {
    self.column = column
    self.type = type
    self.kind = kind
    self.missing = missing
  }
}
