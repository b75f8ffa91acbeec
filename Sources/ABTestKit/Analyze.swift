internal import Inference
internal import Planning
internal import Specification

/// The whole flow: a number walks from top to bottom and never back.
func analyze(
  _ spec: ExperimentSpec, sources: ResolvedSources, with queries: EngineQueries
) async throws -> ExperimentAnalysis {
  let schema = try await queries.schema(of: sources)
  let numericTexts = try await queries.numericTexts(spec, sources.parts, schema)
  let facts = try await queries.facts(of: spec, sources)
  let uncapped = try AnalysisPlan(
    spec, parts: sources.parts, schema: schema, facts: facts, numericTexts: numericTexts)
  let events = try await queries.assembleUnits(of: uncapped)
  let unitsAreUnique = try await queries.unitsAreUnique(in: uncapped)
  let plan = try await queries.capped(uncapped, unitsAreUnique: unitsAreUnique)
  let survivals = try await queries.survivals(of: plan, unitsAreUnique: unitsAreUnique)
  let scalings = try await queries.scalings(for: plan)
  let (summary, fitting) = try await queries.summary(of: plan, scalings, unitsAreUnique: unitsAreUnique)
  let rows = try await queries.rows(of: plan, summary, fitting, unitsAreUnique: unitsAreUnique)
  let segments = try await queries.segments(of: plan, summary, fitting, unitsAreUnique: unitsAreUnique)
  let shared = try await queries.sharedTotals(of: plan, fitting)
  // The last of all, for it takes the triggered units out of the table.
  let untriggered = try await queries.untriggered(of: plan, fitting, unitsAreUnique: unitsAreUnique)
  return try ExperimentAnalysis(
    plan, summary.reading(survivals).adding(events, untriggered, shared: shared), rows, segments)
}
