package import Engines
package import Inference
internal import Planning
package import Specification
package import SummarySQL
package import Tables

/// The whole flow: a number walks from top to bottom and never back.
package func analyze(
  _ spec: ExperimentSpec, source: TableSource, root: String, on engine: any Engine, in dialect: any SQLDialect
) async throws -> ExperimentAnalysis {
  let queries = EngineQueries(engine: engine, dialect: dialect, faults: EngineFaults(spec: spec, root: root))
  let schema = try await queries.schema(of: source)
  let plan = try AnalysisPlan(spec, table: source, schema: schema)
  let scalings = try await queries.scalings(for: plan)
  let summary = try await queries.summary(of: plan, scalings)
  return try ExperimentAnalysis(plan, summary)
}
