import LayerSupport
import TestSupport
import Testing

@testable import Planning

/// By what a summary is divided.
@Suite struct GroupingTests {
  private func grouping(
    covariates: String, rest: String = "", data: String = "", numericTexts: Set<String> = []
  ) throws -> Grouping {
    try SmallSpec {
      $0.data += #", "attributes": ["device", "team", "earlier"]\#(data)"#
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent", "covariates": [\#(covariates)] }]"#
      $0.rest = rest
    }.plan(numericTexts: numericTexts).grouping
  }

  @Test func strataComeBeforeCategoriesAndEachOnce() throws {
    let found = try grouping(
      covariates: #""earlier", "device", "team""#, rest: #", "strata": ["device"], "segments": ["team"]"#)
    #expect(found.keys == ["device", "team"] && found.strata == 1 && found.segments == ["team"])
    #expect(found.columns == ["device", "team", "team"] && !found.hasPhases)
    #expect(found.indicated.map(\.column) == ["earlier"])
  }

  @Test func aTextOfNumbersIsNoCategory() throws {
    let found = try grouping(covariates: #""device""#, numericTexts: ["device"])
    #expect(found.keys.isEmpty && found.indicated.map(\.column) == ["device"])
  }

  /// A total of units has a value, whatever some of them lack.
  @Test func ofClustersNoCovariateIsMissing() throws {
    let found = try grouping(covariates: #""earlier""#, data: #", "cluster": "team""#)
    #expect(found.indicated.isEmpty)
  }

  @Test func thePhaseOfARampIsTheFirstStratum() throws {
    let found = try grouping(
      covariates: "", rest: #", "strata": ["device"]"#,
      data: """
        , "time": "at", "phases": [{ "until": "2026-03-08", "weights": [9, 1] }, { "weights": [1, 1] }]
        """)
    #expect(found.strata == 2 && found.hasPhases && found.keys.last == "device" && found.keys.count == 2)
  }
}
