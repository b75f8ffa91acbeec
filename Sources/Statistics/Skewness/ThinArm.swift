/// An arm whose variance rests on so few units that its shape may be another than that of the other arm: nothing is concluded.
///
/// E = n/(k − 1) with the arm's own k is the number of units behind a variance; of values that are 0 or 1 it is about the number
/// of ones.
///
/// - Note: Methods/skewed-data, "No verdict".
package struct ThinArm: Sendable, Equatable {
  package enum Side: Sendable { case control, variant }

  package let side: Side
  /// E.
  package let effectiveUnits: Double

  /// Fewer units than these are too few to tell the shape of an arm.
  private static let fewest = 3.0
  /// The share of the units that the pooled shape promises below which an arm's shape is visibly worse.
  private static let share = 0.5

  /// nil where each arm has enough, or as many as the pooled shape lets it expect.
  init?(_ shape: PooledShape) {
    let arms: [(Side, ArmShape)] = [(.control, shape.control), (.variant, shape.variant)]
    let thin = arms.compactMap { side, arm -> ThinArm? in
      // Two values of equal weight have the least kurtosis there is, which rounding must not bring below 1.
      let own = arm.isConstant ? 0 : arm.count / max(0, arm.kurtosis - 1)
      let expected = arm.count / max(0, shape.kurtosis - 1)
      return own < Self.fewest && (own == 0 || own < Self.share * expected) ? ThinArm(side, own) : nil
    }
    guard let fewest = thin.min(by: { $0.effectiveUnits < $1.effectiveUnits }) else { return nil }
    self = fewest
  }

  private init(_ side: Side, _ units: Double) { (self.side, effectiveUnits) = (side, units) }
}
