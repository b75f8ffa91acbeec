import LayerSupport
import Planning
import TestSupport
import Testing

@testable import SummarySQL

@Suite struct GroupColumnsTests {
  private func columns(_ segments: String, covariates: String = "") throws -> GroupColumns {
    let plan = try SmallSpec {
      $0.data += #", "attributes": ["device", "team", "earlier"]"#
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent", "covariates": [\#(covariates)] }]"#
      $0.rest = #", "segments": [\#(segments)]"#
    }.plan()
    return GroupColumns(plan: plan, columns: SourceColumns(dialect: DuckDBDialect(), source: plan.source))
  }

  @Test func oneSegmentNeedsNoDivision() throws {
    let columns = try columns(#""device""#)
    #expect(columns.clause == "group by arm, g0" && columns.division.isEmpty)
  }

  @Test func eachSegmentIsADivisionOfItsOwn() throws {
    let columns = try columns(#""device", "team""#, covariates: #""earlier", "device""#)
    #expect(columns.clause == "group by grouping sets ((arm, k0, missing, g0), (arm, k0, missing, g1))")
    #expect(columns.division == ["grouping(g0, g1) as division"] && columns.pattern == [.missing])
    #expect(columns.differ == "min(k0) <> max(k0) or min(g0) <> max(g0) or min(g1) <> max(g1)")
  }

  @Test func withoutGroupsThereIsOneRowPerVariant() throws {
    let columns = try columns("")
    #expect(columns.clause == "group by arm" && columns.all.isEmpty && columns.differ == nil)
  }
}
