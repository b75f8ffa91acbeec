internal import Distributions

/// The test that the units of a group are split between two variants as all units are.
///
/// It is conditional on the sizes of the group and of the variants, so that it holds its level for any split, any rarity and any
/// number of units: x of the variant's n₁ units lie in a group of N of all n units, x ~ Hypergeometric(n, N, n₁). The p-value
/// doubles the smaller tail. Where the group and the rest each expect more than 10,000 units in each variant, the normal
/// distribution of the same mean and variance stands for it.
///
/// - Note: Methods/sample-ratio, "Composition".
package struct SplitTest: Sendable, Equatable {
  /// Expected counts above this in all four cells are tested by the normal distribution.
  static let enough = 10_000.0

  /// 0 to 1; 1 for a group of no units or of all.
  package let pValue: Double

  /// - Parameters:
  ///   - control: units of the control that are in the group, and all of them.
  ///   - variant: those of the variant.
  /// - Precondition: 0 ≤ group ≤ all.
  package init(control: (group: Int, all: Int), variant: (group: Int, all: Int)) {
    precondition((0...control.all).contains(control.group) && (0...variant.all).contains(variant.group))
    let (group, all) = (control.group + variant.group, control.all + variant.all)
    guard group > 0, group < all, control.all > 0, variant.all > 0 else {
      pValue = 1
      return
    }
    let share = Double(variant.all) / Double(all)
    let smaller = Double(min(group, all - group)) * min(share, 1 - share)
    if smaller > Self.enough || all > Int(UInt32.max) {
      let variance = Double(group) * share * (1 - share) * (Double(all - group) / Double(all - 1))
      let z = (Double(variant.group) - Double(group) * share) / variance.squareRoot()
      pValue = min(1, 2 * Normal.upperTail(abs(z)))
    } else {
      let law = Hypergeometric(marked: group, unmarked: all - group, draws: variant.all)
      pValue = min(1, 2 * min(law.lowerTail(at: variant.group), law.upperTail(at: variant.group)))
    }
  }
}
