/// Which variants stand on which side of a comparison: a weighted sum of some against a weighted sum of others.
package struct Contrast: Sendable, Hashable {
  package struct Part: Sendable, Hashable {
    package let arm: Int
    /// > 0.
    package let weight: Double

    package init(arm: Int, weight: Double) {
      self.arm = arm
      self.weight = weight
    }
  }

  /// The side that is subtracted.
  package let control: [Part]
  package let variant: [Part]

  /// One variant against another.
  package init(control: Int, variant: Int) {
    self.control = [Part(arm: control, weight: 1)]
    self.variant = [Part(arm: variant, weight: 1)]
  }

  /// Weights per arm, of which some are positive and some negative.
  package init(weights: [Double]) {
    control = weights.indices.filter { weights[$0] < 0 }.map { Part(arm: $0, weight: -weights[$0]) }
    variant = weights.indices.filter { weights[$0] > 0 }.map { Part(arm: $0, weight: weights[$0]) }
    precondition(!control.isEmpty && !variant.isEmpty)
  }

  /// The arms that have a part in it.
  package var arms: Set<Int> { Set((control + variant).map(\.arm)) }

  /// The two variants where there are no more.
  package var pair: (control: Int, variant: Int)? {
    guard control.count == 1, variant.count == 1, control[0].weight == 1, variant[0].weight == 1 else { return nil }
    return (control[0].arm, variant[0].arm)
  }

  /// Whether both sides are averages, so that their ratio is a lift; an interaction's are not.
  package var isOfAverages: Bool {
    [control, variant].allSatisfy { abs($0.reduce(0) { $0 + $1.weight } - 1) < 1e-9 }
  }
}
