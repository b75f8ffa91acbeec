import TestSupport
import Testing

/// Questions, several variants, families and segments, from the spec to the results, against values from elsewhere.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct ExpectedExperimentTests {
  private static let questions = ExpectedExperiment.all("question_experiments")
  private static let families = ExpectedExperiment.all("family_experiments")
  private static let segments = ExpectedExperiment.all("segment_experiments")
  private static let boundaries = ExpectedExperiment.all("boundary_experiments")

  @Test func everyCaseIsThere() {
    #expect(Self.questions.count == 1 && Self.questions.reduce(0) { $0 + $1.size } == 6768)
    #expect(Self.families.count == 32 && Self.families.reduce(0) { $0 + $1.size } == 9847)
    #expect(Self.boundaries.count == 18 && Self.boundaries.reduce(0) { $0 + $1.size } == 428)
    #expect(Self.segments.count == 1 && Self.segments.reduce(0) { $0 + $1.size } == 840)
  }

  /// Differences, minimum effects, margins, equivalence and claims of nine kinds of metric, in both directions.
  @Test(arguments: questions) func everyQuestionHasItsAnswer(experiment: ExpectedExperiment) async throws {
    try await experiment.check()
  }

  /// Pairs, contrasts, factorial designs, tests of all variants together, and every correction.
  @Test(arguments: families) func everyFamilyIsCorrected(experiment: ExpectedExperiment) async throws {
    try await experiment.check()
  }

  @Test(arguments: segments) func everySegmentIsCompared(experiment: ExpectedExperiment) async throws {
    try await experiment.check()
  }

  /// Proportions of 0 and 1 beside covariates, strata and clusters; means of variants whose units are all alike.
  @Test(arguments: boundaries) func everyConstantVariantIsComparedOrRefused(experiment: ExpectedExperiment) async throws
  {
    try await experiment.check()
  }
}
