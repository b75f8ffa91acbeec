/// A variant set against another: indices into the plan's variants.
package struct Comparison: Sendable, Equatable {
  package let control: Int
  package let variant: Int

  package init(control: Int, variant: Int) {
    self.control = control
    self.variant = variant
  }
}
