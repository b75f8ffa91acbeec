internal import Inference
internal import Planning
internal import Specification
internal import SummarySQL

/// A query whose rows the engine keeps, as a statement.
private func statement(_ query: KeptQuery) -> String {
  "create or replace temporary table \(query.name) as\n\(query.select)"
}

/// The queries that an analysis of one spec runs, word for word.
public struct QueryRun: Sendable {
  private let specPath: String
  private let dataRoot: String?

  /// - Parameter dataRoot: the folder under which sources must lie; nil is the spec's folder.
  public init(spec specPath: String, dataRoot: String? = nil) {
    self.specPath = specPath
    self.dataRoot = dataRoot
  }

  /// With an exposure log, first the queries that make it and the facts into one row per unit. The pass that finds caps; the
  /// look at the first rows, if any number needs one; the proof that units are unique, where they are named; the pass over the source with what these gave; where a metric is a quantile, the pass before it and the one
  /// after it; and the rows themselves, where a test needs them.
  ///
  /// - Throws: `DiagnosticList` or `WorldError`.
  public func callAsFunction() async throws -> [String] {
    let intake = try await SpecIntake(path: specPath, dataRoot: dataRoot)
    let queries = try intake.open()
    let schema = try await queries.schema(of: intake.sources)
    let numericTexts = try await queries.numericTexts(intake.spec, intake.sources.parts, schema)
    let facts = try await queries.facts(of: intake.spec, intake.sources)
    let uncapped = try AnalysisPlan(
      intake.spec, parts: intake.sources.parts, schema: schema, facts: facts, numericTexts: numericTexts)
    let kept = try await queries.keepUnits(of: uncapped).queries
    let unitsAreUnique = try await queries.unitsAreUnique(in: uncapped)
    let plan = try await queries.capped(uncapped, unitsAreUnique: unitsAreUnique)
    _ = try await queries.survivals(of: plan, unitsAreUnique: unitsAreUnique)
    let scalings = try await queries.scalings(for: plan)
    let tables = (uncapped.exposures?.facts ?? []).map { EventScaleQuery($0).text(in: queries.dialect) }
    let survivals = plan.survivals.map {
      SurvivalQuery(plan, $0, unitsAreUnique: unitsAreUnique).text(in: queries.dialect)
    }
    let influences = UnitTableQueries(plan)?.influencing(in: queries.dialect).map(statement)
    let first =
      tables + kept.map(statement) + FunnelTimesQuery.all(uncapped).map { $0.text(in: queries.dialect) } + survivals + [
        influences,
        CapQuery(uncapped, unitsAreUnique: unitsAreUnique).text(in: queries.dialect),
        ScalingQuery(plan).text(in: queries.dialect), UniqueUnitsQuery(plan).text(in: queries.dialect),
      ]
    let needing = plan.metrics.filter(\.spec.test.needsRows).map(\.population)
    let rows =
      needing.isEmpty
      ? nil
      : RowsQuery(plan, scalings: scalings, unitsAreUnique: unitsAreUnique, populations: needing)
        .text(in: queries.dialect)
    guard !plan.quantiles.isEmpty else {
      let summary = SummaryQuery(plan, scalings: scalings, unitsAreUnique: unitsAreUnique)
      return (first + [summary.text(in: queries.dialect), rows]).compactMap(\.self)
    }
    let raw = try await queries.rawQuantiles(of: plan, unitsAreUnique: unitsAreUnique)
    let summary = SummaryQuery(
      plan, scalings: scalings, thresholds: QuantileEstimates.thresholds(raw), unitsAreUnique: unitsAreUnique)
    let (found, _) = try await queries.summary(of: plan, scalings, unitsAreUnique: unitsAreUnique)
    let further = [
      QuantileQuery(plan, unitsAreUnique: unitsAreUnique).text(in: queries.dialect),
      UnitTableQueries(plan)?.counting(QuantileEstimates.thresholds(raw), in: queries.dialect).map(statement),
      summary.text(in: queries.dialect),
      queries.limits(raw, found, plan, unitsAreUnique)?.text(in: queries.dialect), rows,
    ]
    return (first + further).compactMap(\.self)
  }
}
