/// Examples that are recorded in one file.
struct ExampleGroup: Sendable, CustomStringConvertible {
  let file: String
  let examples: [Example]
  private let runs: Runs

  init(_ file: String, _ examples: () -> [Example]) {
    self.file = file
    self.examples = examples()
    runs = Runs(self.examples)
  }

  /// What became of each example, in their order: they run once, however many tests ask.
  var outcomes: [Example.Outcome] {
    get async throws { try await runs.outcomes() }
  }

  private actor Runs {
    private let examples: [Example]
    private var task: Task<[Example.Outcome], any Error>?

    init(_ examples: [Example]) { self.examples = examples }

    func outcomes() async throws -> [Example.Outcome] {
      let running = task ?? Task { [examples] in try await concurrently(examples) { try await $0.outcome() } }
      task = running
      return try await running.value
    }
  }

  var description: String { file }

  static let all = [
    secondTables, memberLists, aggregateSums, crossings, standingOut,
    damagedFiles, files, counts, computedColumns, emptyVariants, droppedRows, lostEvents, noInformation, noNumbers,
    writtenNumbers,
    writtenTimes,
    units,
    columns, names,
    options,
    help,
    specFiles, dataRoot,
    outputs, rowShapes, rowMethods, metricTypes, quantiles, doses, covariates, strata, clusters, unitAttributes, quick,
    facts, factFaults, triggers, sharedFacts,
  ]
}
