import Diagnostics
import LayerSupport
import Planning
import Statistics
import SummarySQL
import TestSupport
import Testing

@testable import Inference

/// What only the rows reveal, and no report could be made of.
@Suite struct RowFaultsTests {
  private func faults(
    _ drops: [ExposureLedger.Drop], units: [Int] = [0, 0], kept: Int = 0, _ spec: (inout SmallSpec) -> Void = { _ in }
  ) throws -> [Diagnostic] {
    let ledger = ExposureLedger(units: units, rowsKept: kept, drops: drops)
    let plan = try SmallSpec(spec).plan()
    do throws(DiagnosticList) {
      try RowFaults(
        plan: plan,
        summary: ExperimentSummary(
          ScopeSummary(exposure: ledger, groups: [SummaryGroup(units: units, rowsKept: kept, cells: [])]))
      ).check()
      return []
    } catch {
      return error.diagnostics
    }
  }

  @Test func faultsOfTheRowsAreSaidWithPlaceAndRemedy() throws {
    let unknown = ExposureLedger.Drop(reason: .unknownLabel, rows: 3, examples: ["green"])
    let repeats = ExposureLedger.Drop(reason: .differingRepeats, rows: 4, units: 2, examples: ["u1", "u2"])
    let scenarios: KeyValuePairs<String, [Diagnostic]> = [
      "no rows": try faults([]), "other labels": try faults([unknown]),
      "blank labels": try faults([.init(reason: .blankLabel, rows: 1)]),
      "all are filtered": try faults([.init(reason: .filtered, rows: 5)]) { $0.data += #", "where": "visits > 9""# },
      "all crossed": try faults([.init(reason: .severalVariants, rows: 6, units: 3, examples: ["u1"])]),
      "differing repeats": try faults([repeats], units: [5, 5], kept: 10),
      "differing events": try faults([repeats], units: [5, 5], kept: 10) {
        $0.data += #", "rows": "events", "attributes": ["device"]"#
        $0.rest = #", "strata": ["device"]"#
      },
      "differing units": try faults(
        [.init(reason: .differingUnits, rows: 4, units: 1, examples: ["t1"])], units: [5, 5], kept: 10
      ) {
        $0.data += #", "cluster": "team", "attributes": ["device"]"#
        $0.rest = #", "strata": ["device"]"#
      },
      "nobody triggered": try faults([.init(reason: .untriggered, rows: 7, units: 7)]) {
        $0.data = #", "unit": "user", "time": "at", "trigger": { "fact": "orders", "within": "7d" }"#
        $0.facts = #"{ "orders": { "source": "o.parquet", "unit": "user", "time": "at" } }"#
        $0.metrics = #"[{ "name": "m", "type": "count", "fact": "orders", "within": "7d" }]"#
      },
    ]
    TextSnapshot("Tests/Snapshots/Inference/row-faults.txt").expect(
      scenarios.map { ($0.key, $0.value.map(\.description).joined(separator: "\n")) })
  }

  @Test func unitsAreEnough() throws {
    #expect(try faults([.init(reason: .unknownLabel, rows: 3)], units: [1, 0], kept: 1).isEmpty)
  }

  // MARK: Categories

  private func categories(_ count: Int) throws -> [DiagnosticCode] {
    let plan = try SmallSpec {
      $0.data += #", "attributes": ["device"]"#
      $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent", "covariates": ["device"] }]"#
    }.plan()
    let groups = (0..<count).map {
      SummaryGroup(keys: ["d\($0)"], units: [1, 1], rowsKept: 2, cells: [])
    }
    do throws(DiagnosticList) {
      try CategoryFaults(plan: plan, groups: groups).check()
      return []
    } catch {
      return error.diagnostics.map(\.code)
    }
  }

  @Test func fiftyCategoriesAreTheMost() throws {
    #expect(try categories(50).isEmpty)
    #expect(try categories(51) == [.tooManyCategories])
  }
}
