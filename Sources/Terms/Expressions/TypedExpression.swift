package import Diagnostics

/// An expression whose parts fit together, in which every column says what it is used for.
package struct TypedExpression: Sendable, Equatable {
  package let root: Expression
  /// What the expression gives; `.unknown` is a lone column or null.
  package let type: ExpressionType
  /// The text that the user wrote.
  package let text: PlacedText

  package init(root: Expression, type: ExpressionType, text: PlacedText) {
    (self.root, self.type, self.text) = (root, type, text)
  }

  package var place: SourcePlace { root.place }

  /// Every mention of a column, in the order of the text.
  package var columns: [ColumnReference] { root.columns }
}
