/// A number computed from columns that is true of a unit where it lies beyond a bound, strictly.
///
/// Two thresholds with the same text, side and bound are the same wherever they stand.
package struct ValueThreshold: Sendable, Hashable {
  package enum Side: String, Sendable, CaseIterable {
    case above
    case below
  }

  package let value: TypedExpression
  package let side: Side
  package let bound: Double

  package init(_ value: TypedExpression, _ side: Side, _ bound: Double) {
    self.value = value
    self.side = side
    self.bound = bound
  }

  package static func == (left: ValueThreshold, right: ValueThreshold) -> Bool {
    left.value.text.text == right.value.text.text && left.side == right.side && left.bound == right.bound
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(value.text.text)
    hasher.combine(side)
    hasher.combine(bound)
  }
}
