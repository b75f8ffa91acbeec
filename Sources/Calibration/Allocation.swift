/// How many units each variant of a simulated experiment has.
package struct Allocation: Sendable, Equatable, CustomStringConvertible {
  package let control: Int
  package let variant: Int

  /// - Parameters:
  ///   - average: units per arm; both arms together have twice as many.
  ///   - percent: the share of the variant.
  package init(average: Int, variantPercent percent: Int) {
    variant = 2 * average * percent / 100
    control = 2 * average - variant
  }

  package var average: Int { (control + variant) / 2 }

  package var description: String { "\(control) : \(variant)" }
}
