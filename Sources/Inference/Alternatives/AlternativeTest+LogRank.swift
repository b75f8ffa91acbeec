internal import Statistics

extension AlternativeTest {
  /// The log-rank test, which decides whether hazards differ: it is valid where their ratio is not the same at every time.
  static func logRank(_ hazards: HazardSample, _ estimate: Estimate, _ contrast: Contrast) -> AlternativeTest {
    AlternativeTest(
      .logRank, "log-rank", beside: estimate, on: .relative, hazards.logRank(contrast).map(DifferenceEvidence.times))
  }
}
