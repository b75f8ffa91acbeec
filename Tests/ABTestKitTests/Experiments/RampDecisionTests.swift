import TestSupport
import Testing

/// What a ramp, strata and clusters ask of rare events and of missing outcomes.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct RampDecisionTests {
  private func analyzed(_ text: String, _ change: (inout SmallSpec) -> Void) async throws -> AnalyzedFile {
    try await AnalyzedFile(["units.csv": text], change)
  }

  private static let phases =
    #", "unit": "user", "time": "at", "phases": [{ "until": "2026-03-08", "weights": [19, 1] }, { "weights": [1, 1] }]"#

  /// In each phase so many units of a variant, of which the first crashed.
  private func ramp(_ cells: [(variant: String, day: Int, crashes: Int, units: Int)]) -> String {
    var lines = ["user,variant,at,crashed,sold"]
    var user = 0
    for cell in cells {
      for row in 0..<cell.units {
        let day = cell.day + row % 6
        // More is sold in the new variant, in both phases alike.
        let sold = row % 20 < (cell.variant == "new" ? 8 : 5) ? 1 : 0
        lines.append(
          "\(user),\(cell.variant),2026-03-\(day < 10 ? "0" : "")\(day)T12:00:00,\(row < cell.crashes ? 1 : 0),\(sold)")
        user += 1
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Four times the odds of a crash in both phases, in a ramp that makes the totals equal: 40/5,000 against 16/2,100. By the
  /// phases mid-p is 1.4e-4 (`stratified_midp.json`, the first case).
  @Test func harmIsSeenWithinPhases() async throws {
    let text = ramp([
      ("old", 1, 38, 3800), ("new", 1, 8, 200), ("old", 8, 2, 1900), ("new", 8, 8, 1900),
    ])
    let found = try await analyzed(text) {
      $0.data = Self.phases
      $0.metrics = """
        [{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary" },
         { "name": "crash", "type": "proportion", "column": "crashed", "role": "guardrail", "direction": "decrease" }]
        """
    }
    #expect(found.decisions.map(\.reason) == ["guardrail-worse"], "\(found.decisions.map(\.sentence))")
    #expect(!found.report.contains("p = 1.000"))
  }

  /// A quantile of all units together is no value of either phase.
  @Test func aQuantileHasNoPhases() async throws {
    let outcome = try await Example(
      "", ramp([("old", 1, 0, 38), ("new", 1, 0, 2), ("old", 8, 0, 20), ("new", 8, 0, 20)]),
      SmallSpec {
        $0.data = Self.phases
        $0.metrics = #"[{ "name": "median", "type": "quantile", "q": 0.5, "column": "sold" }]"#
      }
    ).outcome()
    #expect(outcome.code == 1 && outcome.errors.contains("[unsuitable-test]"), "\(outcome.errors)")
  }

  /// One unit without an outcome is none too many, in clusters as elsewhere.
  @Test(arguments: [1, 2]) func fewMissingUnitsOfClustersAreNoLoss(missing: Int) async throws {
    let rows = (0..<2000).map { index in
      let (cluster, isNew) = (index / 10, index / 10 % 2 == 1)
      let value = index % 7 + cluster % 5 + (isNew ? 2 : 0)
      return
        "\(index),\(isNew ? "new" : "old"),c\(cluster),\(index < 10 * missing && index % 10 == 0 ? "" : "\(value)")"
    }
    let found = try await analyzed("user,variant,store,spent\n" + rows.joined(separator: "\n") + "\n") {
      $0.data += #", "cluster": "store""#
      $0.metrics = #"[{ "name": "spent", "type": "mean", "column": "spent", "role": "primary" }]"#
    }
    #expect(found.decisions.map(\.outcome) == ["ship"], "\(found.decisions.map(\.sentence))")
  }

  /// A blank that means zero is a zero of a quantile, too: the same numbers, and nothing is missing.
  @Test func blanksAreZerosOfQuantiles() async throws {
    func results(_ blank: String, _ keys: String) async throws -> CSVTable {
      let folder = try ScratchFolder()
      let rows = (0..<600).map { "\($0),\(old($0)),\($0 % 10 == 3 ? blank : "\($0 * 7 % 101 + $0 % 2)")\n" }
      try folder.write("user,variant,spent\n" + rows.joined(), to: "units.csv")
      try folder.write(
        SmallSpec(metric: #"{ "name": "m", "type": "quantile", "q": 0.3, "column": "spent" \#(keys) }"#).json,
        to: "spec.json")
      return try await CSVTable(analyzing: folder)
    }
    let (blank, zero) = (try await results("", #", "missing": "zero""#), try await results("0", ""))
    #expect(blank.rows == zero.rows && !blank.rows.isEmpty)
  }

  /// A published effect is not exceeded where the test that decides finds none.
  @Test func aClaimNeedsTheTestThatDecides() async throws {
    let rows =
      (0..<900).map { "\($0),old,\($0 < 38 ? 1 : 0)" } + (0..<100).map { "\(900 + $0),new,\($0 < 9 ? 1 : 0)" }
    let found = try await analyzed("user,variant,sold\n" + rows.joined(separator: "\n") + "\n") {
      $0.variants = #"[{ "name": "old", "control": true, "weight": 9 }, { "name": "new" }]"#
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "column": "sold", "claim": "+5%" }]"#
    }
    #expect(found.decisions.map(\.outcome) == ["inconclusive"])
    #expect(
      found.report.contains(
        "is neither confirmed nor refuted by new vs old on sale: the test that decides shows no effect"))
    #expect(!found.report.contains("is exceeded"))
  }

  @Test func exposuresAfterTheLastPhaseAreTold() async throws {
    let text = ramp([("old", 1, 0, 190), ("new", 1, 0, 10), ("old", 8, 0, 100), ("new", 8, 0, 100)])
    let found = try await analyzed(text) {
      $0.data = Self.phases.replacing(#"{ "weights": [1, 1] }"#, with: #"{ "until": "2026-03-12", "weights": [1, 1] }"#)
    }
    #expect(found.report.contains("of the exposures happened after the last phase and are not analyzed"))
  }
}
