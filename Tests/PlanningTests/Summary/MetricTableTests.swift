import LayerSupport
import Statistics
import TestSupport
import Testing

@testable import Planning

/// The cells of a metric as an estimator takes them, by hand from groups of rows.
@Suite struct MetricTableTests {
  private func group(
    _ arms: [[[Double]]], keys: [String?] = [], missing: Int = 0
  ) -> SummaryGroup {
    let dimension = arms.joined().first?.count ?? 0
    return SummaryGroup(
      keys: keys, missing: missing, units: arms.map(\.count), rowsKept: arms.joined().count,
      cells: [
        arms.map { MetricCell(kept: $0.count, moments: Moments(rows: $0, dimension: dimension), dropped: [:]) }
      ])
  }

  private func plan(_ keys: String, rest: String = "") throws -> AnalysisPlan {
    try SmallSpec {
      $0.data += #", "attributes": ["earlier", "device", "team"]"#
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent"\#(keys) }]"#
      $0.rest = rest
    }.plan()
  }

  /// Known earlier values are 2, 4, 6 and 8, of which the mean is 5; where the value is missing the query has zero.
  @Test func theMeanStandsForAMissingCovariate() throws {
    let plan = try plan(#", "covariates": ["earlier"]"#)
    let table = MetricTable(
      plan, 0, [group([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]), group([[[9, 0]], [[11, 0]]], missing: 1)])
    #expect(table.covariateNames == [#""earlier""#, #"missing "earlier""#])
    let (zero, one) = (table.moments.cells[0][0], table.moments.cells[1][0])
    // Rows (1, 2, 0), (3, 4, 0), (9, 5, 1), and (5, 6, 0), (7, 8, 0), (11, 5, 1).
    #expect(zero.count == 3 && one.count == 3)
    for (found, expected) in zip(zero.mean + one.mean, [13.0 / 3, 11.0 / 3, 1.0 / 3, 23.0 / 3, 19.0 / 3, 1.0 / 3]) {
      #expect(isClose(found, expected, relative: 1e-14))
    }
    // Σ(x − 11/3)² = 45 − 121/3, and Σ(x − 11/3)(z − 1/3) = 5 − 11/3.
    #expect(isClose(zero.products[1, 1], 14.0 / 3, relative: 1e-14))
    #expect(isClose(zero.products[1, 2], 4.0 / 3, relative: 1e-14))
  }

  /// All values but the first have a column, as in any regression with a constant.
  @Test func aCategoryHasAColumnForEachFurtherValue() throws {
    let plan = try plan(#", "covariates": ["device"]"#)
    let table = MetricTable(
      plan, 0, [group([[[1]], [[2]]], keys: [nil]), group([[[3], [5]], [[4]]], keys: ["tablet"])])
    #expect(table.covariateNames == [#""device" = tablet"#])
    #expect(table.moments.cells[0][0].mean[1] == 2.0 / 3 && table.moments.cells[1][0].mean == [3, 0.5])
  }

  /// It explains nothing, which a reader is told.
  @Test func aSingleValueHasAConstantColumn() throws {
    let plan = try plan(#", "covariates": ["device"]"#)
    let table = MetricTable(plan, 0, [group([[[1]], [[2]]], keys: ["tablet"])])
    #expect(table.covariateNames == [#""device" = tablet"#] && table.moments.cells[0][0].mean == [1, 1])
  }

  @Test func strataStayApart() throws {
    let plan = try plan(#", "covariates": ["device"]"#, rest: #", "strata": ["team"]"#)
    let table = MetricTable(
      plan, 0,
      [
        group([[[1]], [[2]]], keys: ["a", "x"]), group([[[3]], [[4]]], keys: ["a", "y"]),
        group([[[5]], [[6], [8]]], keys: ["b", "x"]),
      ])
    #expect(table.moments.cells.map { $0.map(\.count) } == [[2, 1], [2, 2]])
    #expect(table.moments.cells[1].map { $0.mean[0] } == [3, 7])
  }

  /// Values 1 and 5 under a cap of 3 are (1, 0) and (3, 2).
  @Test func aCappedValueAndItsExcessSumToTheValue() throws {
    let plan = try plan(#", "cap": { "value": 3 }"#)
    let table = MetricTable(plan, 0, [group([[[1, 0], [3, 2]], [[2, 0], [2, 0]]])])
    func mean(_ part: CapPart) -> [Double] { table.moments(part).cells[0][0].mean }
    #expect(table.moments.cells[0][0].mean == [2])
    #expect(mean(.capped) == [2] && mean(.excess) == [1] && mean(.raw) == [3])
    #expect(table.moments(.raw).cells[0][0].products[0, 0] == 8)
  }

  /// Means before strata columns: of the row (7) without its covariate 5, in the second of two strata.
  @Test func aRowHasTheConstantsOfItsGroup() throws {
    let plan = try plan(#", "covariates": ["earlier"]"#, rest: #", "strata": ["team"]"#)
    let groups = [
      group([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], keys: ["a"]),
      group([[[9, 0]], [[11, 0]]], keys: ["b"], missing: 1),
    ]
    let row = RowCovariates(plan, 0, groups).constants(of: RowGroup(keys: ["b"], missing: 1))
    #expect(row([7, 0]) == [5, 1, 1])
    #expect(RowCovariates(plan, 0, groups).constants(of: RowGroup(keys: ["a"], missing: 0))([7, 3]) == [3, 0, 0])
  }
}
