package import Diagnostics

/// A column that the spec makes: a value of others, or codes of the files that are no numbers.
package struct ComputedColumn: Sendable, Equatable {
  package let name: Positioned<String>
  /// nil where the column is one of the files.
  package let value: TypedExpression?
  /// Whether the values are names of categories, whatever they look like.
  package let isCategory: Bool

  package init(name: Positioned<String>, value: TypedExpression?, isCategory: Bool) {
    (self.name, self.value, self.isCategory) = (name, value, isCategory)
  }

  /// Whether two say the same, wherever they stand.
  package func isSame(as other: ComputedColumn) -> Bool {
    name.value == other.name.value && value?.text.text == other.value?.text.text && isCategory == other.isCategory
  }
}
