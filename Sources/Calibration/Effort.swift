/// How many experiments are simulated per scenario: more where they are small.
package struct Effort: Sendable {
  private let budget: [(units: Int, runs: Int)]

  /// - Parameter budget: runs for experiments of up to so many units per arm, in ascending order.
  package init(_ budget: [(units: Int, runs: Int)]) {
    precondition(!budget.isEmpty)
    self.budget = budget
  }

  package func runs(_ allocation: Allocation) -> Int {
    (budget.first { allocation.average <= $0.units } ?? budget[budget.count - 1]).runs
  }

  /// What the published tables rest on: some minutes on two cores.
  package static let published = Effort([(units: 200, runs: 40_000), (units: 2000, runs: 20_000), (.max, 10_000)])

  /// A look at the whole in seconds.
  package static let quick = Effort([(units: 200, runs: 400), (units: 2000, runs: 200), (.max, 40)])
}
