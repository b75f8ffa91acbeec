/// A share of simulated experiments with its Monte Carlo error.
package struct Rate: Sendable, Equatable {
  package let count: Int
  package let total: Int

  package init(_ count: Int, of total: Int) {
    precondition((0...total).contains(count))
    self.count = count
    self.total = total
  }

  package var value: Double { Double(count) / Double(total) }

  /// Experiments below which a share says too little to be shown.
  package static let fewest = 100

  /// Whether the share may be shown; there may be no experiments at all.
  package var isKnown: Bool { total >= Self.fewest }

  /// The standard error √(p(1 − p)/N); of a share of 0 or 1 the one of half an experiment, for none is certain.
  package var error: Double {
    let share = min(max(Double(count), 0.5), Double(total) - 0.5) / Double(total)
    return (share * (1 - share) / Double(total)).squareRoot()
  }

  package enum Deviation: Sendable { case below, within, above }

  /// Monte Carlo errors from the nominal share within which a share counts as nominal
  /// (Methods/numerical-accuracy, "Simulated error rates").
  package static let band = 3.0

  /// The side of three Monte Carlo errors around the nominal share on which the share lies.
  package func deviation(from nominal: Double) -> Deviation {
    guard isKnown else { return .within }
    let width = Self.band * (nominal * (1 - nominal) / Double(total)).squareRoot()
    return value > nominal + width ? .above : value < nominal - width ? .below : .within
  }
}
