package import Statistics

/// Methods that answer the same question, and the scenarios in which they are tried.
///
/// All methods see the same simulated experiments. A new estimator is a line in a study, a new distribution a line in the
/// list of populations.
package struct Study: Sendable {
  /// The kind of metric, as a heading.
  package let name: String
  package let functional: Functional
  package let populations: [any Population]
  /// Without an effect first, for the type I error; then the effects at which coverage is measured.
  package let lifts: [Double]
  package let methods: [CalibratedMethod]

  package static let all: [Study] = [.proportions, .means, .ratios]

  /// Units per arm, on average over the two.
  package static let sizes = [20, 200, 2000, 20_000]
  /// Shares of the variant, percent.
  package static let splits = [50, 5]

  /// The rows of a table: populations, splits, sizes.
  package var settings: [(population: any Population, allocation: Allocation)] {
    populations.flatMap { population in
      Self.splits.flatMap { split in
        Self.sizes.map { (population, Allocation(average: $0, variantPercent: split)) }
      }
    }
  }

  /// The scenarios of one row: one per lift.
  package func scenarios(_ population: any Population, _ allocation: Allocation) -> [Scenario] {
    lifts.map { Scenario(functional: functional, population: population, allocation: allocation, lift: $0) }
  }
}
