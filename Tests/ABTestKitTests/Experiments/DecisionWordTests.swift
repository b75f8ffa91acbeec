import TestSupport
import Testing

/// Sentences that once contradicted a number beside them.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct DecisionWordTests {
  private func analyzed(_ text: String, _ change: (inout SmallSpec) -> Void) async throws -> AnalyzedFile {
    try await AnalyzedFile(["units.csv": text], change)
  }

  private func table(_ columns: String, _ rows: [String]) -> String {
    "user,variant,\(columns)\n" + rows.enumerated().map { "\($0),\($1)\n" }.joined()
  }

  /// So many rows of a variant, of which the first have a one.
  private func ones(_ variant: String, _ ones: Int, of rows: Int) -> [String] {
    (0..<rows).map { "\(variant),\($0 < ones ? 1 : 0)" }
  }

  // MARK: Tests and intervals that disagree

  /// An exact test decides beside the interval of another test: no sentence reads that interval as its own.
  @Test(arguments: [(6, 20, "inconclusive"), (1, 50, "don't ship")])
  func anExactTestIsNotReadOffAnotherInterval(new: Int, old: Int, outcome: String) async throws {
    let rows = ones("old", old, of: 9000) + ones("new", new, of: 1000)
    let found = try await analyzed(table("sold", rows)) {
      $0.variants = #"[{ "name": "old", "control": true, "weight": 9 }, { "name": "new" }]"#
    }
    #expect(found.decisions.map(\.outcome) == [outcome])
    #expect(found.decisions[0].sentence.contains("(mid-p; fragile"))
    #expect(!found.decisions[0].sentence.contains("CI") && !found.decisions[0].sentence.contains("losses are excluded"))
  }

  /// Two values, half and half, are as even as a distribution can be.
  @Test func twoValuesAreNotOne() async throws {
    let rows =
      (0..<400).map { "old,\(Double($0 * $0) / 4000)" } + (0..<50).map { "new,\($0 % 2 == 0 ? 0 : 60)" }
    let found = try await analyzed(table("spent", rows)) {
      $0.variants = #"[{ "name": "old", "control": true, "weight": 8 }, { "name": "new" }]"#
      $0.metrics = #"[{ "name": "spent", "type": "mean", "column": "spent", "role": "primary" }]"#
    }
    #expect(found.decisions.map(\.reason) == ["improved"] && !found.report.contains("has the same value"))
  }

  /// The differences and the lift of skewed data answer one question with one p-value.
  @Test func differenceAndLiftOfSkewedDataAgree() async throws {
    let rows = (0..<60).map { "old,\($0 == 0 ? 1 : 0)" } + [0, 0, 1, 1].map { "new,\($0)" }
    let found = try await analyzed(table("spent", rows)) {
      $0.variants = #"[{ "name": "old", "control": true, "weight": 15 }, { "name": "new" }]"#
      $0.metrics = #"[{ "name": "spent", "type": "mean", "column": "spent", "role": "primary" }]"#
    }
    #expect(found.decisions.map(\.outcome) == ["inconclusive"] && found.report.contains("p = 0.075"))
  }

  /// A control whose sign is not known has no lift.
  @Test func aControlOfEitherSignHasNoLift() async throws {
    func amounts(_ variant: String, _ units: Int, _ shift: Double) -> [String] {
      (0..<units).map {
        "\(variant),\(Double($0 * 37 % units * ($0 * 37 % units)) * 40 / Double(units * units) - shift)"
      }
    }
    let found = try await analyzed(table("spent", amounts("old", 100, 13.5) + amounts("new", 20, 9))) {
      $0.variants = #"[{ "name": "old", "control": true, "weight": 5 }, { "name": "new" }]"#
      $0.metrics = #"[{ "name": "spent", "type": "mean", "column": "spent", "role": "primary" }]"#
    }
    #expect(found.report.contains("the control's value is not distinguishable from zero"))
    #expect(!found.decisions[0].sentence.contains("all losses are excluded"))
  }

  // MARK: Words of a question

  @Test func whatIsRuledOutIsNotInconclusive() async throws {
    let rows = (0..<2000).map {
      "\($0 % 2 == 1 ? "new" : "old"),\(Double(100 + $0 / 2 % 10) * ($0 % 2 == 1 ? 1.09 : 1))"
    }
    let found = try await analyzed(table("spent", rows)) {
      $0.metrics =
        #"[{ "name": "spent", "type": "mean", "column": "spent", "role": "primary", "equivalence": "5%" }]"#
    }
    #expect(found.decisions.map(\.reason) == ["not-equivalent"])
    #expect(found.report.contains("the equivalence of 5 % is ruled out") && found.report.contains("| ruled out |"))
    #expect(found.report.contains("| no |"))
    #expect(found.report.contains("when the true answer to the question of every primary metric is no: at most 5 %"))
  }

  /// What is not concluded of an experiment is not concluded of a claim.
  @Test func aVoidExperimentConfirmsNothing() async throws {
    let rows = ones("old", 300, of: 1000) + ones("new", 480, of: 1400)
    let found = try await analyzed(table("sold", rows)) {
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary", "claim": "+10%" }]"#
    }
    #expect(found.decisions.map(\.reason) == ["ratio"])
    #expect(
      found.report.contains(
        "The published +10% is neither confirmed nor refuted by new vs old on sale: a check of the data failed"))
  }

  /// A rank has no strata, so that nobody knows whether it depends on the days.
  @Test func whatHasNoStrataIsSaidToHaveNone() async throws {
    let rows = (0..<2000).map { i in
      "\(i % 2 == 1 ? "new" : "old"),\(i / 2 % 100 + (i % 2 == 1 ? 20 : 0)),2026-03-0\(1 + i / 2 % 7) 12:00:00"
    }
    let found = try await analyzed(table("x,at", rows)) {
      $0.data += #", "time": "at""#
      $0.metrics = #"[{ "name": "x", "type": "rank", "column": "x", "role": "primary" }]"#
    }
    #expect(found.decisions.map(\.outcome) == ["ship"])
    #expect(found.decisions[0].sentence.contains("x is compared in all units together only"))
  }
}
