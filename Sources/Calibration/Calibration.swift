internal import Statistics

/// Counts that add up in any order.
package protocol Tally: Sendable {
  static func + (left: Self, right: Self) -> Self
}

extension CalibrationCell: Tally {}

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
    var cells: [[CalibrationCell]] = []
    for scenario in scenarios {
      cells.append(
        await spread(runs) { replicates in await self.cells(scenario, study.methods, replicates: replicates) })
    }
    return CalibrationRow(population: population.name, allocation: allocation, runs: runs, cells: cells)
  }

  /// The sums of all replicates, whose blocks are spread over the processors.
  package func spread<Part: Tally>(_ runs: Int, _ body: @escaping @Sendable (Range<Int>) async -> [Part]) async
    -> [Part]
  {
    await withTaskGroup(of: [Part].self) { group in
      let block = min(Self.block, max(1, runs / Self.blocks))
      for start in stride(from: 0, to: runs, by: block) {
        group.addTask { await body(start..<min(runs, start + block)) }
      }
      var sums: [Part]?
      for await part in group { sums = sums.map { zip($0, part).map { $0 + $1 } } ?? part }
      return sums ?? []
    }
  }

  /// Replicates that one task computes at most, and tasks that there are at least.
  private static let block = 500
  private static let blocks = 8
}
