internal import Statistics

/// Simulates experiments until every cell of the tables has its counts.
///
/// Every replicate has a random stream of its own, and cells add whole numbers, so the same seed gives the same tables on
/// any number of threads.
package struct Calibration: Sendable {
  package let seed: UInt64
  package let effort: Effort

  package init(seed: UInt64 = Self.publishedSeed, effort: Effort) {
    self.seed = seed
    self.effort = effort
  }

  /// The seed of the published tables.
  package static let publishedSeed: UInt64 = 20_260_101

  /// One cell per method of a study, of the replicates in a range.
  ///
  /// Lets other tasks run in between.
  package func cells(
    _ scenario: Scenario, _ methods: [CalibratedMethod], replicates: Range<Int>
  ) async -> [CalibrationCell] {
    var cells = methods.map { _ in CalibrationCell() }
    let truths = methods.map { scenario.truth(on: $0.estimand) }
    for replicate in replicates {
      if replicate % 50 == 0 { await Task.yield() }
      let data = scenario.experiment(replicate, seed: seed)
      for (index, method) in methods.enumerated() {
        let estimate = method.estimator.estimate(control: data.control, variant: data.variant)
        cells[index].add(estimate, on: method.estimand, truth: truths[index])
      }
    }
    return cells
  }

  /// A row of each table of a study, with the blocks of its replicates spread over the processors.
  package func row(_ study: Study, _ population: any Population, _ allocation: Allocation) async -> CalibrationRow {
    let runs = effort.runs(allocation)
    let scenarios = study.scenarios(population, allocation)
    let cells = await withTaskGroup(of: (Int, [CalibrationCell]).self) { group in
      for (index, scenario) in scenarios.enumerated() {
        for start in stride(from: 0, to: runs, by: Self.block) {
          let replicates = start..<min(runs, start + Self.block)
          group.addTask { (index, await self.cells(scenario, study.methods, replicates: replicates)) }
        }
      }
      var sums = scenarios.map { _ in study.methods.map { _ in CalibrationCell() } }
      for await (index, part) in group { sums[index] = zip(sums[index], part).map { $0 + $1 } }
      return sums
    }
    return CalibrationRow(population: population.name, allocation: allocation, runs: runs, cells: cells)
  }

  /// Replicates that one task computes.
  private static let block = 500
}
