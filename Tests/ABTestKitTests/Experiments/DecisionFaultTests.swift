import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Experiments whose first sentence was once false, from a file to the decision.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct DecisionFaultTests {
  private func analyzed(
    _ text: String, _ change: (inout SmallSpec) -> Void, failOn: String = "regression"
  ) async throws -> AnalyzedFile { try await AnalyzedFile(["units.csv": text], failOn: failOn, change) }

  private func table(_ columns: String, _ count: Int, _ row: (Int) -> String) -> String {
    "user,variant,\(columns)\n" + (0..<count).map { "\($0),\(row($0))\n" }.joined()
  }

  /// The split changes from day to day, and so does the rate in both variants; the day is a segment, or only declared.
  @Test(arguments: ["", #", "segments": ["day"]"#])
  func aSplitThatChangesWithAnAttributeVoidsTheDecision(rest: String) async throws {
    var number = 0
    let rows = (1...2).flatMap { day in
      (0..<2000).map { i -> String in
        let isNew = (day == 1) == (i % 4 == 0)
        let sold = Double(i * 7919 % 1000) / 1000 < (day == 1 ? 0.1 : 0.3)
        number += 1
        return "\(number),\(isNew ? "new" : "old"),\(day),\(sold ? 1 : 0)\n"
      }
    }
    let found = try await analyzed("user,variant,day,sold\n" + rows.joined()) {
      $0.data += #", "attributes": ["day"]"#
      $0.rest = rest
    }
    #expect(found.decisions.map(\.outcome) == ["invalid"] && found.decisions.map(\.reason) == ["composition"])
    #expect(!found.report.contains("beats"))
  }

  @Test func aSecondaryMetricThatIsWorseMustBeWeighed() async throws {
    let text = table("sold,secs", 4000) { i in
      let (new, k) = (i % 2 == 1, i / 2)
      return "\(new ? "new" : "old"),\(k % 10 < (new ? 3 : 2) ? 1 : 0),\((new ? 40 : 30) + k % 7)"
    }
    let found = try await analyzed(text) {
      $0.metrics = """
        [{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary" },
         { "name": "secs", "type": "mean", "column": "secs", "direction": "decrease" }]
        """
    }
    #expect(found.decisions.map(\.outcome) == ["trade-off"] && found.code == 1)
    #expect(found.decisions[0].sentence.contains("secs is worse: it rose by 30"))
  }

  /// 0 and 15 events of 500 units have no lift, but an exact test.
  @Test(arguments: [
    ("guardrail", "decrease", "don't ship", "guardrail-worse"), ("primary", "increase", "ship", "improved"),
  ])
  func theTestThatDecidesIsRead(role: String, direction: String, outcome: String, reason: String) async throws {
    let text = table("crash,rev", 1000) { i in
      let new = i % 2 == 1
      return "\(new ? "new" : "old"),\(new && i < 30 ? 1 : 0),\(i / 2 % 10 + (new ? 3 : 0))"
    }
    let found = try await analyzed(text) {
      let crash =
        #"{ "name": "crash", "type": "count", "column": "crash", "role": "\#(role)", "direction": "\#(direction)" }"#
      $0.metrics =
        role == "primary"
        ? "[\(crash)]"
        : "[{ \"name\": \"rev\", \"type\": \"mean\", \"column\": \"rev\", \"role\": \"primary\" }, \(crash)]"
    }
    #expect(found.decisions.map(\.outcome) == [outcome] && found.decisions.map(\.reason) == [reason])
  }

  /// What is unknown of a guardrail in one variant, or constant in both, is never fine.
  @Test(arguments: [("", "inconclusive", "guardrail-unanswered"), ("1", "inconclusive", "guardrail-unanswered")])
  func aGuardrailThatCannotBeMeasuredDoesNotShip(value: String, outcome: String, reason: String) async throws {
    let text = table("sold,crash", 4000) { i in
      let new = i % 2 == 1
      return "\(new ? "new" : "old"),\(i / 2 % 10 < (new ? 3 : 2) ? 1 : 0),\(new ? value : "1")"
    }
    let found = try await analyzed(text) {
      $0.metrics = """
        [{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary" },
         { "name": "crash", "type": "mean", "column": "crash", "role": "guardrail", "direction": "decrease" }]
        """
      // Without it nothing is reported at all.
      $0.rest = #", "decision": { "accept": { "empty": "crashes are not logged yet" } }"#
    }
    #expect(found.decisions.map(\.outcome) == [outcome] && found.decisions.map(\.reason) == [reason])
    #expect(found.report.contains("crash"))
  }

  /// Zeros that one variant writes as blanks.
  @Test func blanksInOneVariantAloneVoidTheDecision() async throws {
    let text = table("sold", 2000) { i in
      let (new, sold) = (i % 2 == 1, i / 2 % 2 == 0)
      return "\(new ? "new" : "old"),\(sold ? "1" : new ? "" : "0")"
    }
    let found = try await analyzed(text) { _ in }
    #expect(found.decisions.map(\.reason) == ["missing"] && found.report.contains(#""missing": "zero""#))
  }

  private func counts(_ control: (Int, Int), _ variant: (Int, Int)) -> String {
    "variant,sold,visits\nold,\(control.0),\(control.1)\nnew,\(variant.0),\(variant.1)\n"
  }

  private func ofCounts(_ keys: String) -> (inout SmallSpec) -> Void {
    {
      $0.data = #", "rows": "aggregates", "units": "visits""#
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "successes": "sold", "trials": "visits"\#(keys) }]"#
    }
  }

  /// The interval ends at −3 %: a gain is excluded.
  @Test func anIntervalWithoutAGainIsNoBenefit() async throws {
    let found = try await analyzed(counts((192, 4340), (150, 4308)), ofCounts(""))
    #expect(found.decisions.map(\.outcome) == ["don't ship"] && found.decisions.map(\.reason) == ["no-benefit"])
    #expect(found.code == 0)
  }

  @Test func whatIsEquivalentIsSoEverywhere() async throws {
    let found = try await analyzed(
      counts((17_489, 145_274), (17_264, 145_310)), ofCounts(#", "equivalence": "4%""#), failOn: "inconclusive")
    #expect(found.decisions.map(\.reason) == ["equivalent"] && found.code == 0)
    #expect(found.report.contains("new is equivalent to old within ±4") && found.report.contains("| equivalent |"))
  }

  @Test func aClaimWithoutAnEffectIsNotConfirmed() async throws {
    let found = try await analyzed(counts((600, 2000), (610, 2000)), ofCounts(#", "claim": "+5%""#))
    #expect(found.report.contains("The published +5% is neither confirmed nor refuted"))
    #expect(found.decisions.map(\.outcome) == ["inconclusive"])
  }

  /// Two treatments, and every pair of variants: one decision on each, against the control.
  @Test func eachTreatmentHasOneDecision() async throws {
    let text = table("sold", 3000) { i in
      let variant = ["old", "b", "c"][i % 3]
      return "\(variant),\(i / 3 % 10 < ["old": 2, "b": 2, "c": 3][variant, default: 0] ? 1 : 0)"
    }
    let found = try await analyzed(text) {
      $0.variants = #"[{ "name": "old", "control": true }, { "name": "b" }, { "name": "c" }]"#
      $0.rest = #", "contrasts": "all-pairs""#
    }
    #expect(found.decisions.filter { $0.outcome == "ship" }.map { [$0.variant, $0.control] } == [["c", "old"]])
    #expect(found.report.components(separatedBy: "Ship c").count == 2)
  }

  @Test func observedDataHaveNoRatioAndNoDecision() async throws {
    let text = table("sold", 3000) { i in "\(i % 3 == 0 ? "new" : "old"),\(i % 2)" }
    let found = try await analyzed(text) { $0.rest = #", "randomized": false"# }
    #expect(found.decisions.map(\.outcome) == ["no decision"] && !found.report.contains("sample ratio"))
  }

  /// All three are better than the control, and the best of them is not told from the next.
  @Test func severalThatCouldBeShippedAreAList() async throws {
    let rates = ["old": 200, "b": 300, "c": 305, "d": 250]
    let text = table("sold", 8000) { i in
      let variant = ["old", "b", "c", "d"][i % 4]
      return "\(variant),\(i / 4 % 1000 < rates[variant, default: 0] ? 1 : 0)"
    }
    let found = try await analyzed(text) {
      $0.variants = #"[{ "name": "old", "control": true }, { "name": "b" }, { "name": "c" }, { "name": "d" }]"#
    }
    let sentences = found.decisions.map(\.sentence)
    #expect(sentences[1].hasPrefix("Ship c or b:") && sentences[0].hasPrefix("Ship c or b:"))
    #expect(sentences[2].hasPrefix("d could be shipped, but c is ahead of it:"))
  }

  /// A row per unit with its day of exposure: of each day how many units of a variant sold something.
  private func days(_ days: [(old: (sold: Int, all: Int), new: (sold: Int, all: Int))]) -> String {
    var rows = "user,variant,at,sold\n"
    var number = 0
    for (position, day) in days.enumerated() {
      for (variant, counts) in [("old", day.old), ("new", day.new)] {
        for i in 0..<counts.all {
          number += 1
          rows += "\(number),\(variant),2026-03-0\(position + 1) 12:00:00,\(i < counts.sold ? 1 : 0)\n"
        }
      }
    }
    return rows
  }

  /// Of every 100 units of either variant 45 came on the first day, and 55 on the second.
  @Test func aSplitThatChangesFromDayToDayVoidsTheDecision() async throws {
    let found = try await analyzed(
      days([((165, 1100), (135, 900)), ((225, 900), (275, 1100))])
    ) { $0.data += #", "time": "at""# }
    #expect(found.decisions.map(\.outcome) == ["invalid"] && found.decisions.map(\.reason) == ["ratio-by-day"])
    #expect(found.decisions[0].sentence.contains("on 2026-03-01 45"))
  }

  /// The split changes by less than a test can see, and yet enough to make a difference of the days' rates: in all units together
  /// p is 0.03, and within the days 0.12.
  @Test func whatDependsOnTheDaysIsOpen() async throws {
    let text = days([((103, 1030), (116, 970)), ((485, 970), (535, 1030))])
    let found = try await analyzed(text) { $0.data += #", "time": "at""# }
    #expect(found.decisions.map(\.outcome) == ["inconclusive"] && found.decisions.map(\.reason) == ["primary-open"])
    #expect(found.decisions[0].sentence.contains("but that depends on the days"))
    #expect(found.report.contains("new is higher than old on sale, but that depends on the days:"))
    // Without days nothing is known of them, and with days as strata the stratified estimate is the answer.
    #expect(try await analyzed(text) { _ in }.decisions.map(\.outcome) == ["ship"])
  }

  /// 30 days whose rates scatter between 5 and 15 % in both variants: as trials they differ, as days they do not.
  @Test(arguments: [("", ""), (#", "pair": "day""#, ""), (#", "trials": "units""#, "ship")])
  func daysOfAggregatesArePairs(keys: String, outcome: String) async throws {
    var rows = "variant,day,sold,visits\n"
    for day in 0..<30 {
      let (zero, one) = (50 + 37 * day % 101, 59 + (53 * day + 7) % 101)
      rows += "old,2026-03-\(day + 1),\(zero),1000\nnew,2026-03-\(day + 1),\(one),1000\n"
    }
    let found = try await analyzed(rows) {
      $0.data = #", "rows": "aggregates""# + keys
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "successes": "sold", "trials": "visits" }]"#
    }
    #expect(found.decisions.map(\.outcome) == [outcome.isEmpty ? "inconclusive" : outcome])
    #expect(found.report.contains("30 values of day are in every variant and are compared as pairs") == outcome.isEmpty)
  }

  /// One row per variant: nothing shows whether trials are independent, unless the spec says so.
  @Test func oneRowOfTrialsIsTakenAsIndependent() async throws {
    let text = counts((600, 2000), (700, 2000))
    let plain = try await analyzed(text) {
      $0.data = #", "rows": "aggregates""#
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "successes": "sold", "trials": "visits" }]"#
    }
    #expect(plain.report.contains("the trials are assumed to be independent"))
    let stated = try await analyzed(text, ofCounts(""))
    #expect(!stated.report.contains("assumed to be independent") && stated.decisions == plain.decisions)
  }

  /// 20 % of one variant answered, and 30 % of the other: those who answered are not the same kind of users.
  @Test func aConditionThatIsAnOutcomeIsNamed() async throws {
    let text = table("answered,sold", 4000) { i in
      let (new, k) = (i % 2 == 1, i / 2 % 10)
      return "\(new ? "new" : "old"),\(k < (new ? 3 : 2) ? 1 : 0),\(k < (new ? 2 : 1) ? 1 : 0)"
    }
    let found = try await analyzed(text) {
      $0.metrics =
        #"[{ "name": "sale", "type": "proportion", "column": "sold", "where": "answered = 1", "role": "primary" }]"#
    }
    #expect(found.report.contains("so the condition is an outcome itself"))
  }

  /// All orders are worth 20 on average, and the variant has eight of them per buyer instead of one or two.
  @Test(arguments: [("", 0.0, "inconclusive"), (#", "of": "total""#, 0.0, "inconclusive")])
  func aCapOfTotalsDecidesNothingWhereOrdersDiffer(of: String, value: Double, outcome: String) async throws {
    let text = table("rev,orders", 2000) { i in
      let (new, k) = (i % 2 == 1, i / 2)
      let orders = k < 300 ? 1 + k % 2 : 0
      let count = new && k < 60 ? 8 : orders
      return
        "\(new ? "new" : "old"),\(orders * (19 + 2 * (k % 3 == 0 ? 1 : 0)) * (orders > 0 ? count / max(1, orders) : 0)),\(count)"
    }
    let found = try await analyzed(text) {
      $0.metrics = """
        [{ "name": "value", "type": "ratio", "numerator": "rev", "denominator": "orders", "role": "primary",
           "cap": { "quantile": 0.95\(of) } }]
        """
    }
    #expect(found.decisions.map(\.outcome) == [outcome])
    #expect(found.report.contains("the values as they are decide") == of.isEmpty)
    #expect(found.report.contains("a cap of totals cuts more where they are larger") == !of.isEmpty)
  }

  /// Twenty crashes of 100 units against none: the hazard ratio has no value, and the log-rank test decides.
  @Test func aHazardWithoutARatioIsStillWorse() async throws {
    let units = (0..<200).map {
      "\($0),\($0 % 2 == 0 ? "old" : "new"),2026-03-01 00:00:00,\($0 / 2 % 7 + ($0 % 2) * 3)\n"
    }
    let crashes = (0..<20).map { "\(2 * $0 + 1),2026-03-0\(2 + $0 % 8) 00:00:00\n" }
    let found = try await AnalyzedFile([
      "units.csv": "user,variant,at,spent\n" + units.joined(),
      "crashes.csv": "user,at\n" + crashes.joined() + "0,2026-03-20 00:00:00\n",
    ]) {
      $0.data = #", "unit": "user", "time": "at""#
      $0.facts = #"{ "crashes": { "source": "crashes.csv", "unit": "user", "time": "at" } }"#
      $0.metrics = """
        [{ "name": "spent", "type": "mean", "column": "spent", "role": "primary" },
         { "name": "crash", "type": "time-to-event", "fact": "crashes", "horizon": "12d", "estimand": "hazard-ratio",
           "direction": "decrease", "role": "guardrail" }]
        """
    }
    #expect(found.decisions.map(\.outcome) == ["don't ship"] && found.decisions.map(\.reason) == ["guardrail-worse"])
    #expect(found.decisions[0].sentence.contains("crash is worse: it rose by an unknown amount (while units"))
    #expect(!found.decisions[0].sentence.contains("—"))
  }
}
