import Engines
import Planning
import Specification
import SummarySQL
import Tables
import TestSupport
import Testing

@testable import ABTestKit

/// Thousands of random logs, each with random metrics: what the queries make of every unit must be what loops make of it.
///
/// One process and one engine take many experiments, and the comparison is of units instead of results: exact but for the
/// rounding of sums. Ten logs share an experiment, since binding its queries is what takes time.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct EventLoopTests {
  private static let (experiments, logs) = (10, 10)

  /// 2,200 logs.
  @Test(arguments: 0..<22)
  func everyUnitOfManyLogsIsAsTheLoopsSay(batch: Int) async throws {
    let folder = try ScratchFolder()
    let engine = try DuckDBEngine.opened(root: folder.path, threads: 1)
    for index in 0..<Self.experiments {
      let seed = UInt64(10_000 + batch * Self.experiments + index)
      let experiment = RandomEventExperiment(seed: seed, logs: Self.logs)
      try #require(!experiment.naive.units.isEmpty, "\(experiment.name) has no units")
      let name = "log\(index)"
      try experiment.write(to: folder, under: name)
      try await compare(experiment, try await units(of: "\(folder.path)/\(name)/spec.json", engine, root: folder.path))
    }
  }

  /// The rows of the table of units, with the plan that names its columns.
  private func units(of path: String, _ engine: DuckDBEngine, root: String) async throws -> (AnalysisPlan, Table) {
    let intake = try await SpecIntake(path: path, dataRoot: nil)
    let reader = EngineReader(
      engine: engine, dialect: DuckDBDialect(),
      faults: EngineFaults(spec: intake.spec, sources: intake.sources, root: root))
    let plan = try await AnalysisPlan(intake, by: reader)
    _ = try await Answers(plan: plan, [UnitTable()], by: reader)
    return (plan, try await engine.rows(of: "select * from abtest_units where arm >= 0"))
  }

  private func compare(_ experiment: RandomEventExperiment, _ found: (plan: AnalysisPlan, table: Table)) async throws {
    let naive = experiment.naive
    let users = try #require(found.table["unit_key"]).texts
    let events = experiment.facts.map { fact in
      Dictionary(grouping: naive.usable(hasID: fact.hasID, fact.condition), by: \.user)
    }
    let units = naive.units.filter { unit in
      guard let (fact, term) = experiment.trigger else { return true }
      return term.value(of: events[fact][unit.user, default: []], unit, naive) == 1
    }
    try #require(users.sorted { ($0 ?? "") < ($1 ?? "") } == units.map(\.user), "\(experiment.name)")
    let rows = Dictionary(uniqueKeysWithValues: users.enumerated().map { ($1 ?? "", $0) })
    func numbers(_ column: String?) throws -> [Double?] {
      let position = try #require(column.flatMap { found.plan.source.columnNames.firstIndex(of: $0) })
      return try #require(found.table["u\(position)"]).numbers
    }
    for (metric, planned) in zip(experiment.metrics, found.plan.metrics.prefix(experiment.metrics.count)) {
      let terms =
        zip(metric.terms, planned.population.terms).map { ($0, $1) }
        + zip(metric.earlier, planned.population.covariates).map { ($0, $1) }
      #expect(terms.count == metric.terms.count + metric.earlier.count)
      for (term, column) in terms {
        let values = try numbers(column.column)
        for unit in units {
          let expected = term.value(of: events[metric.fact][unit.user, default: []], unit, naive)
          let value = values[rows[unit.user] ?? 0]
          #expect(
            isSame(value, expected),
            "\(experiment.name), \(metric.json), \(unit): \(value as Any), not \(expected as Any)")
        }
      }
      try compareMaturity(experiment, metric.keepsAll ? nil : metric.terms[0].window, planned, rows, numbers)
    }
    let steps = found.plan.metrics.dropFirst(experiment.metrics.count)
    let paths = units.map { unit in
      experiment.funnel.reached(events.map { $0[unit.user, default: []] }, unit, naive)
    }
    for (step, planned) in steps.enumerated() {
      let values = try numbers(planned.population.terms[0].column)
      for (unit, path) in zip(units, paths) {
        #expect(
          values[rows[unit.user] ?? 0] == (path[step] ? 1 : 0),
          "\(experiment.name), step \(step) of \(experiment.funnelKeys), \(unit)")
      }
      try compareMaturity(experiment, experiment.funnel.window, planned, rows, numbers)
    }
    #expect(steps.count == experiment.funnel.steps.count)
  }

  private func compareMaturity(
    _ experiment: RandomEventExperiment, _ window: NaiveEvents.Window?, _ planned: PlannedMetric, _ rows: [String: Int],
    _ numbers: (String?) throws -> [Double?]
  ) throws {
    guard let window else {
      #expect(planned.population.maturity == nil)
      return
    }
    let values = try numbers(planned.population.maturity)
    let naive = experiment.naive
    for unit in naive.units where rows[unit.user] != nil {
      let isComplete =
        naive.isComplete(window, of: unit)
        && (experiment.trigger.map { naive.isComplete($0.term.window, of: unit) } ?? true)
      #expect(
        values[rows[unit.user] ?? 0] == (isComplete ? 1 : 0),
        "\(experiment.name), maturity of \(planned.name), \(unit)")
    }
  }

  private func isSame(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return one == other || isClose(one, other, relative: 1e-12, absolute: 1e-12)
  }
}

extension Column {
  fileprivate var texts: [String?] {
    if case .text(let values) = self { values } else { [] }
  }

  fileprivate var numbers: [Double?] {
    switch self {
    case .truth(let values): values.map { $0.map { $0 ? 1 : 0 } }
    case .integer(let values): values.map { $0.map(Double.init) }
    case .wideInteger(let values): values.map { $0.map { Double($0) } }
    case .real(let values): values
    case .text: []
    }
  }
}
