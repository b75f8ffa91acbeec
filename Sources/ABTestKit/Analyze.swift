internal import Inference
internal import Planning
internal import SummarySQL

/// The whole flow: a number walks from top to bottom and never back.
func analyze(_ intake: SpecIntake, by reader: some Reader) async throws -> ExperimentAnalysis {
  let plan = try await AnalysisPlan(intake, by: reader)
  let answers = try await Answers(plan: plan, plan.needs, by: reader)
  return try ExperimentAnalysis(answers)
}

extension AnalysisPlan {
  /// The plan of a spec, with the columns of its sources.
  init(_ intake: SpecIntake, by reader: some Reader) async throws {
    let (spec, sources) = (intake.spec, intake.sources)
    let columns = try await SourceSchemas(spec, sources, by: reader)
    let texts = NumericTexts(spec, sources.parts, columns.schema)
    let numericTexts = try await Answers([texts], by: reader)[texts]
    try self.init(
      spec, parts: sources.parts, schema: columns.schema, facts: columns.facts, numericTexts: numericTexts)
  }
}
