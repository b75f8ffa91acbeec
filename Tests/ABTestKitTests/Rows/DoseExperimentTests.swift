import TestSupport
import Testing

/// Doses with covariates, strata, clusters and phases from the spec to the results, against statsmodels
/// (`Tests/Oracle/dose_experiments.py`).
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct DoseExperimentTests {
  private static let experiments = ExpectedExperiment.all("dose_experiments")

  @Test func everyCaseIsThere() {
    #expect(Self.experiments.count == 6 && Self.experiments.reduce(0) { $0 + $1.size } == 270)
  }

  @Test(arguments: experiments) func everyCurveIsThatOfStatsmodels(experiment: ExpectedExperiment) async throws {
    try await experiment.check()
  }
}
