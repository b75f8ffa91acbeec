internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics
internal import SummarySQL
internal import Tables

/// The passes that make an exposure log and facts into one row per unit.
extension EngineQueries {
  /// The facts that metrics use, with their columns.
  func facts(of spec: ExperimentSpec, _ sources: ResolvedSources) async throws -> [FactTable] {
    try await checkTimezones(of: spec)
    var tables: [FactTable] = []
    for (fact, files) in zip(spec.factsInUse, sources.facts) {
      tables.append(FactTable(fact: fact, parts: files.parts, schema: try await schema(of: files)))
    }
    return tables
  }

  /// The table of units; nil where the plan reads units from files.
  func assembleUnits(of plan: AnalysisPlan) async throws -> ExposureSummary? { try await keepUnits(of: plan).summary }

  /// The same, with the queries that made it.
  func keepUnits(of plan: AnalysisPlan) async throws -> (queries: [KeptQuery], summary: ExposureSummary?) {
    guard let exposures = plan.exposures, let questions = ExposureSummaryQuery(plan) else { return ([], nil) }
    var scales = EventScales()
    for fact in exposures.facts {
      let query = EventScaleQuery(fact)
      guard let text = query.text(in: dialect) else { continue }
      scales = scales.replacing(try query.decode(try await rows(of: text)))
    }
    for _ in 0..<Self.passesOverEvents {
      let queries = UnitTableQueries(plan, scales: scales)?.all(in: dialect) ?? []
      for (index, query) in queries.enumerated() {
        if let scan = query.reads.flatMap(scan) { gauge?.begin(scan, further: queries.count - index) }
        try await keep(query)
      }
      var ledgers = [try await rows(of: questions.bounds(in: dialect)), try await rows(of: questions.crossings())]
      for query in questions.ledgers(scales, in: dialect) { ledgers.append(try await rows(of: query)) }
      let better = try questions.betterScales(Array(ledgers.dropFirst(2)))
      guard !better.isEmpty else {
        var times: [[[StepTimes]]] = []
        for query in FunnelTimesQuery.all(plan) {
          times.append(try query.decode(try await rows(of: query.text(in: dialect))))
        }
        let summary = try questions.decode(
          bounds: ledgers[0], crossings: ledgers[1], ledgers: Array(ledgers.dropFirst(2)), times: times)
        return (queries, summary)
      }
      scales = scales.replacing(better)
    }
    throw WorldError("the source changed while it was read", remedy: "run the analysis again")
  }

  /// What is known of the units that did not trigger, after which the table of units is theirs; nil where all are analyzed.
  func untriggered(
    of plan: AnalysisPlan, _ scalings: [PlannedTerm: Scaling], unitsAreUnique: Bool
  ) async throws -> UntriggeredSummary? {
    guard let query = UnitTableQueries(plan)?.untriggered(in: dialect) else { return nil }
    try await keep(query)
    let (summary, _) = try await plainSummary(of: plan, scalings, unitsAreUnique: unitsAreUnique)
    return UntriggeredSummary(units: summary.exposure.units ?? [], groups: summary.groups)
  }

  /// What the cells of each metric add up to whose units share values.
  func sharedTotals(of plan: AnalysisPlan, _ scalings: [PlannedTerm: Scaling]) async throws -> [String: [SharedTotals]]
  {
    var all: [String: [SharedTotals]] = [:]
    for metric in plan.metrics where metric.cell != nil {
      let query = SharedTotalsQuery(plan, metric, scalings: scalings)
      all[metric.name] = try query.decode(try await rows(of: query.text(in: dialect)))
    }
    return all
  }

  /// A second pass knows the largest value of all.
  private static let passesOverEvents = 3

  /// The files of the exposures, then those of each fact.
  private func scan(_ index: Int) -> SourceScan? {
    let sources = [faults.sources] + faults.sources.facts
    guard sources.indices.contains(index) else { return nil }
    return SourceScan(
      engine: engine, files: sources[index].files, isText: sources[index].format.isText, endsWithReading: false)
  }

  /// Names of time zones are known to the engine alone.
  private func checkTimezones(of spec: ExperimentSpec) async throws {
    let named = [spec.data.timezone].compactMap(\.self) + spec.data.facts.compactMap(\.timezone)
    guard named.contains(where: { $0.value != "UTC" }) else { return }
    let table = try await rows(of: dialect.timeZones)
    guard case .text(let names)? = table.columns.first else { return }
    let known = names.compactMap(\.self)
    let unknown = named.filter { !known.contains($0.value) }
    guard !unknown.isEmpty else { return }
    throw DiagnosticList(
      unknown.map { zone in
        let near = suggestion(for: zone.value, among: known.sorted()).map { "did you mean \(quoted($0))?" }
        return Diagnostic(
          code: .unknownTimezone, at: zone.place, "there is no time zone \(quoted(zone.value))",
          remedy: near ?? "write an IANA name such as \"Europe/Berlin\" or \"UTC\"")
      })
  }
}
