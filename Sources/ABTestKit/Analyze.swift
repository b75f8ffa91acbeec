internal import Diagnostics
internal import Inference
internal import Planning
internal import SummarySQL

/// The whole flow: a number walks from top to bottom and never back.
func analyze(_ intake: SpecIntake, by reader: some Reader) async throws -> ExperimentAnalysis {
  let plan = try await AnalysisPlan(intake, by: reader)
  let answers = try await Answers(plan: plan, plan.needs, by: reader)
  guard let other = plan.withOtherCrossing else { return try ExperimentAnalysis(answers) }
  return try ExperimentAnalysis(answers, beside: try await Answers(plan: other, other.needs, by: reader))
}

extension AnalysisPlan {
  /// The plan of a spec, with the columns of its sources.
  init(_ intake: SpecIntake, by reader: some Reader) async throws {
    do {
      self = try await Self.planned(intake, looksAtAllRows: false, by: reader)
    } catch let faults as DiagnosticList {
      // The names of JSON are known from its first rows; a name that is missed may stand in a later one.
      guard intake.sources.nameValues, faults.diagnostics.contains(where: { $0.code == .unknownColumn }) else {
        throw faults
      }
      self = try await Self.planned(intake, looksAtAllRows: true, by: reader)
    }
  }

  private static func planned(
    _ intake: SpecIntake, looksAtAllRows: Bool, by reader: some Reader
  ) async throws -> AnalysisPlan {
    let (spec, sources) = (intake.spec, intake.sources)
    let columns = try await SourceSchemas(spec, sources, looksAtAllRows: looksAtAllRows, by: reader)
    let texts = NumericTexts(spec, sources.parts, columns)
    let numericTexts = try await Answers([texts], by: reader)[texts]
    return try AnalysisPlan(
      spec, parts: sources.parts, schema: columns.schema, facts: columns.facts, joins: columns.joins,
      numericTexts: numericTexts)
  }
}
