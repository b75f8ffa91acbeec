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

  /// Whether a value can be present and yet not be what the kind needs.
  package var canBeUnreadable: Bool {
    switch (kind, type) {
    case (.number, .text), (.count, .text): true
    case (.number, _), (.count, _): false
    case (.truth, .truth): false
    case (.truth, _): true
    }
  }

  /// Whether a number can be NaN or infinite.
  package var canBeInfinite: Bool { kind != .truth && (type == .text || type == .real) }
}
