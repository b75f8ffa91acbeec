/// The units of each variant by the value of an attribute that nothing else divides them by.
package struct DividedAttribute: Sendable, Equatable {
  /// Values beyond which an attribute is rather a name than a group.
  package static let mostValues = 100

  package let column: String
  /// In text order, the missing one last; nil where there are more than `mostValues`.
  package let values: [(value: String?, units: [Int])]?

  package init(column: String, values: [(value: String?, units: [Int])]?) {
    self.column = column
    self.values = values?.sorted { left, right in
      guard let one = left.value, let other = right.value else { return left.value != nil && right.value == nil }
      return one.utf8.lexicographicallyPrecedes(other.utf8)
    }
  }

  package static func == (left: DividedAttribute, right: DividedAttribute) -> Bool {
    left.column == right.column && left.values?.map(\.value) == right.values?.map(\.value)
      && left.values?.map(\.units) == right.values?.map(\.units)
  }
}
