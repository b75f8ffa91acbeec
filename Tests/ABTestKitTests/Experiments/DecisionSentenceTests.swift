import TestSupport
import Testing

/// First sentences and reasons that were once false beside right numbers, from a file to the report.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct DecisionSentenceTests {
  private func analyzed(
    _ text: String, failOn: String = "regression", _ change: (inout SmallSpec) -> Void
  ) async throws -> AnalyzedFile { try await AnalyzedFile(["units.csv": text], failOn: failOn, change) }

  private func table(_ columns: String, _ rows: [String]) -> String {
    "user,variant,\(columns)\n" + rows.enumerated().map { "\($0),\($1)\n" }.joined()
  }

  /// So many rows of a variant, of which the first have a one.
  private func ones(_ variant: String, _ ones: Int, of rows: Int) -> [String] {
    (0..<rows).map { "\(variant),\($0 < ones ? 1 : 0)" }
  }

  // MARK: Primary metrics that say nothing of a treatment

  @Test func aNeutralPrimaryMetricIsNoRollout() async throws {
    let rows = (0..<2000).map { "\($0 % 2 == 0 ? "old" : "new"),\($0 / 2 % 3 == 0 ? 1 : 0),\($0 / 2 % 10)" }
    let found = try await analyzed(table("sold,x", rows)) {
      $0.metrics = """
        [{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary", "direction": "neutral" },
         { "name": "x", "type": "mean", "column": "x", "role": "guardrail", "margin": "20%" }]
        """
    }
    #expect(found.decisions.map(\.outcome) == ["no decision"] && found.decisions.map(\.reason) == ["primary-unread"])
    #expect(found.decisions[0].sentence.contains("sale is primary and has no good direction"))
  }

  private func doses(_ role: String) async throws -> AnalyzedFile {
    let rows = ["a", "b", "c"].enumerated().flatMap { dose, variant in
      (0..<1000).map { "\(variant),\($0 % 10 < 3 - dose ? 1 : 0),\($0 % 7)" }
    }
    return try await analyzed(table("sold,x", rows)) {
      $0.variants =
        #"[{ "name": "a", "control": true, "dose": 1 }, { "name": "b", "dose": 2 }, { "name": "c", "dose": 3 }]"#
      $0.metrics = """
        [{ "name": "dr", "type": "dose-response", "outcome": { "type": "proportion", "column": "sold" },
           "model": "logistic", "compare": [1, 3], "role": "\(role)" },
         { "name": "x", "type": "mean", "column": "x", "role": "guardrail", "margin": "20%" }]
        """
    }
  }

  @Test func aComparisonOfDosesIsNoRollout() async throws {
    let found = try await doses("primary")
    #expect(found.decisions.map(\.reason) == ["primary-unread", "primary-unread"])
    #expect(found.decisions[0].sentence.contains("dr is primary and compares doses"))
  }

  @Test func aGuardrailOfDosesHasNoAnswer() async throws {
    let found = try await doses("guardrail")
    #expect(found.decisions.map(\.reason) == ["guardrail-unanswered", "guardrail-unanswered"])
    #expect(found.decisions[0].sentence.contains("dr could not be answered: it compares doses, not b with a"))
  }

  @Test func guardrailsAloneAreARollout() async throws {
    let rows = (0..<4000).map { "\($0 % 2 == 0 ? "old" : "new"),\($0 / 2 % 10)" }
    let found = try await analyzed(table("x", rows)) {
      $0.metrics = #"[{ "name": "x", "type": "mean", "column": "x", "role": "guardrail", "margin": "20%" }]"#
    }
    #expect(found.decisions.map(\.reason) == ["safe-to-roll-out"])
  }

  // MARK: Several treatments

  /// Two that improve, of which neither beats the other at 5 %.
  @Test func whoIsNotBeatenIsNamed() async throws {
    let rows = ones("a", 500, of: 5000) + ones("b", 700, of: 5000) + ones("c", 764, of: 5000)
    let found = try await analyzed(table("sold", rows)) {
      $0.variants = #"[{ "name": "a", "control": true }, { "name": "b" }, { "name": "c" }]"#
    }
    #expect(found.decisions.count == 2)
    for decision in found.decisions {
      #expect(decision.sentence.hasPrefix("Ship c or b: with \(decision.variant), sale rose by"))
      #expect(decision.sentence.contains("c and b cannot be told apart on sale: c differs from b by"))
    }
  }

  // MARK: What is excluded, and what would be found

  /// By mid-p every gain is excluded, and the score interval ends above zero.
  @Test func whatATestExcludesIsNotReadOffAnotherInterval() async throws {
    let rows = ones("old", 29, of: 9000) + ones("new", 0, of: 1000)
    let found = try await analyzed(table("sold", rows)) { _ in }
    #expect(!found.decisions[0].sentence.contains("are excluded"))
    #expect(found.report.contains("mid-p"))
  }

  @Test func aNewExperimentIsCountedInWhatIsAnalyzed() async throws {
    let clusters = (0..<80).flatMap { cluster in
      (0..<20).map { "\(cluster % 2 == 0 ? "old" : "new"),c\(cluster),\($0 < 4 + cluster / 2 % 7 ? 1 : 0)" }
    }
    let found = try await analyzed(table("team,sold", clusters)) {
      $0.data += #", "cluster": "team""#
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "column": "sold", "mde": "10%" }]"#
    }
    #expect(found.decisions[0].sentence.contains(" clusters a variant in a new experiment would find 10 %"))
    let uneven = ones("old", 1000, of: 5000) + ones("new", 10, of: 50)
    let split = try await analyzed(table("sold", uneven)) {
      $0.variants = #"[{ "name": "old", "control": true, "weight": 99 }, { "name": "new", "weight": 1 }]"#
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "column": "sold", "mde": "20%" }]"#
    }
    #expect(split.decisions[0].sentence.contains("units in all, divided as here, in a new experiment would find 20 %"))
  }

  /// Daily rates that differ: what would be needed are days.
  @Test func ofPairsANewExperimentNeedsPairs() async throws {
    let days = (1...8).flatMap { day in
      ["old,2026-03-0\(day),\(100 + day * 7 % 5 * 10),1000\n", "new,2026-03-0\(day),\(104 + day * 3 % 7 * 9),1000\n"]
    }
    let found = try await analyzed("variant,day,sold,visits\n" + days.joined()) {
      $0.data = #", "rows": "aggregates", "units": "visits", "pair": "day""#
      $0.metrics =
        #"[{ "name": "sale", "type": "proportion", "successes": "sold", "trials": "visits", "mde": "5%" }]"#
    }
    #expect(found.decisions[0].sentence.contains(" pairs of rows in a new experiment would find 5 %"))
  }

  // MARK: Attributes that are only declared

  /// A browser of the log whose units are lost in one variant, and a name of each unit.
  @Test func anAttributeOfALogIsLookedAt() async throws {
    let rows = (0..<3000).filter { $0 % 2 == 0 || $0 % 5 > 0 || $0 > 2000 }.map {
      "\($0),\($0 % 2 == 0 ? "old" : "new"),2026-03-0\(1 + $0 / 2 % 5) 12:00:00,\($0 % 5 == 0 ? "odd" : "usual"),n\($0)\n"
    }
    let orders = (0..<3000).filter { $0 % 3 == 0 }.map { "\($0),2026-03-08 12:00:00,5\n" }
    let found = try await AnalyzedFile([
      "units.csv": "user,variant,at,browser,name\n" + rows.joined(), "orders.csv": "user,at,amount\n" + orders.joined(),
    ]) {
      $0.data = #", "unit": "user", "time": "at", "attributes": ["browser", "name"]"#
      $0.facts = #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at" } }"#
      $0.metrics = #"[{ "name": "orders", "type": "count", "fact": "orders", "within": "20d" }]"#
    }
    #expect(found.decisions.map(\.outcome) == ["invalid"])
    #expect(
      found.report.contains(#"No verdict on new: the units with browser "odd" are 7.69 % of new and 20 % of old"#))
  }

  @Test func namesAreNoGroups() async throws {
    let rows = (0..<1000).map { "\($0 % 2 == 0 ? "old" : "new"),\($0 % 3 == 0 ? 1 : 0),n\($0),\($0 / 2 % 2)" }
    let found = try await analyzed(table("sold,name,sex", rows)) {
      $0.data += #", "attributes": ["name", "sex"]"#
    }
    #expect(
      found.report.contains("1 group by 1 attribute is as large")
        && found.report.contains(#""name" with more than 100 values was not looked at"#))
  }

  // MARK: Missing outcomes

  /// The lowest ranks of one variant are missing, of values that are no shares.
  @Test(arguments: [0.0005, 1000.0]) func missingRanksAreNotTrimmedAsShares(largest: Double) async throws {
    let rows = (0..<2000).map { i -> String in
      let (new, value) = (i % 2 == 1, Double(i / 2) / 1000)
      return "\(new ? "new" : "old"),\(new && value < 0.2 ? "" : "\(value * largest)")"
    }
    let found = try await analyzed(table("x", rows)) {
      $0.metrics = #"[{ "name": "x", "type": "rank", "column": "x" }]"#
    }
    #expect(found.decisions.map(\.reason) == ["missing"])
  }

  /// One in fifty amounts of the control is unknown, and every amount of the treatment known: what it has too many of changes no
  /// answer where the difference is large, and one where it is small.
  @Test(arguments: [
    (10.0, "improved", "", false), (1.0, "missing", "", true), (10.0, "missing", #", "strata": ["day"]"#, true),
  ])
  func missingAmountsMatterWhereTheyChangeTheAnswer(more: Double, reason: String, rest: String, isVoid: Bool)
    async throws
  {
    let rows = (0..<20_000).map { i -> String in
      let (new, k) = (i % 2 == 1, i / 2)
      let amount = 50 + Double(k * 7919 % 1009) / 10 + (new ? more : 0)
      return "\(new ? "new" : "old"),\(!new && k % 50 == 0 ? "" : "\(amount)"),\(k % 3)"
    }
    let found = try await analyzed(table("spent,day", rows)) {
      $0.data += #", "attributes": ["day"]"#
      $0.metrics = #"[{ "name": "spent", "type": "mean", "column": "spent", "role": "primary" }]"#
      $0.rest = rest
    }
    #expect(found.decisions.map(\.reason) == [reason])
    let note =
      "if the same units were missing in old and new, new would lie between 109.4 and 111.4, which does not change the decision"
    #expect(found.report.contains(note) == !isVoid)
  }

  /// Half of the zeros of one variant are blank, in clusters whose units have one outcome or another.
  @Test func missingUnitsOfClustersAreMissed() async throws {
    let rows = (0..<2000).map { i -> String in
      let (new, unit) = (i % 2 == 1, i / 2)
      let sold = unit * 7919 % 1009 % 2
      return "\(new ? "new" : "old"),\(new && sold == 0 ? "" : "\(sold)"),\(new ? "n" : "o")\(unit / 10)"
    }
    for type in ["proportion", "mean", "count"] {
      let found = try await analyzed(table("sold,team", rows)) {
        $0.data += #", "cluster": "team""#
        $0.metrics = "[{ \"name\": \"sale\", \"type\": \"\(type)\", \"column\": \"sold\", \"role\": \"primary\" }]"
      }
      #expect(found.decisions.map(\.reason) == ["missing"], "\(type)")
    }
    // One in forty of both variants is nothing to speak of.
    let even = (0..<2000).map { i in
      "\(i % 2 == 1 ? "new" : "old"),\(i / 2 % 40 == 0 ? "" : "\(i / 2 * 7919 % 1009 % 2)"),\(i % 2)-\(i / 2 / 10)"
    }
    let found = try await analyzed(table("sold,team", even)) { $0.data += #", "cluster": "team""# }
    #expect(found.decisions.map(\.reason) == ["primary-open"])
  }

  /// A control of which nothing is left at one end has no lift there, and a difference all the same.
  @Test func aTrimmedShareOfZeroHasADifference() async throws {
    let rows =
      (0..<1000).map { "old,\($0 < 40 ? 1 : 0)" } + (0..<1000).map { "new,\($0 < 300 ? "1" : $0 < 940 ? "0" : "")" }
    let found = try await analyzed(table("sold", rows)) { _ in }
    #expect(found.decisions.map(\.reason) == ["improved"])
    #expect(found.report.contains("old would lie between 0 % and 4.26 %, which does not change the decision"))
  }

  /// The difference is open at both ends, and the margin holds at one of them alone; limits on both sides hold at neither.
  @Test(arguments: ["margin", "equivalence"]) func aMarginThatMissingOutcomesDecideIsVoid(key: String) async throws {
    let rows =
      (0..<20_000).map { "old,\($0 % 2)" }
      + (0..<20_000).map { "new,\($0 % 100 == 0 ? "" : "\($0 / 100 % 2)")" }
    let found = try await analyzed(table("sold", rows)) {
      $0.metrics =
        #"[{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary", "\#(key)": "2%" }]"#
    }
    #expect(found.decisions.map(\.reason) == ["missing"])
  }

  // MARK: Numbers that are zero

  /// Prices of any size, so that no short decimals stand for them, and a variant that spent nothing.
  @Test(arguments: [(127, 222), (222, 127)]) func aSumOfZerosIsZero(old: Int, new: Int) async throws {
    let rows =
      (0..<old).map { "old,\(Double($0 % 13) * 1.37 + 1),\(3.1 + Double($0 % 17) * 2.71828)" }
      + (0..<new).map { "new,\(Double($0 % 11) * 1.37 + 1),0" }
    let found = try await analyzed(table("rev,spend", rows)) {
      $0.variants =
        #"[{ "name": "old", "control": true, "weight": \#(old) }, { "name": "new", "weight": \#(new) }]"#
      $0.metrics = #"[{ "name": "roas", "type": "ratio", "numerator": "rev", "denominator": "spend" }]"#
    }
    #expect(found.decisions.map(\.outcome) == ["inconclusive"])
    #expect(found.decisions[0].sentence.contains("the denominator is zero"))
  }

  @Test func aBootstrapOfZerosHasNoInfiniteLift() async throws {
    let rows = ones("old", 165, of: 1487) + ones("new", 0, of: 1470)
    let found = try await analyzed(table("sold", rows)) {
      $0.metrics =
        #"[{ "name": "x", "type": "mean", "column": "sold", "test": "bootstrap", "direction": "decrease" }]"#
    }
    #expect(!found.report.contains("+∞") && found.report.contains("have the same value"))
  }

  /// A line through shares of 0, 0 and 1 % is below zero at the first dose.
  @Test func aShareBelowZeroIsNoPrediction() async throws {
    let rows = ones("a", 0, of: 1000) + ones("b", 0, of: 1000) + ones("c", 10, of: 1000)
    let found = try await analyzed(table("sold", rows)) {
      $0.variants =
        #"[{ "name": "a", "control": true, "dose": 1 }, { "name": "b", "dose": 2 }, { "name": "c", "dose": 3 }]"#
      $0.metrics = """
        [{ "name": "dr", "type": "dose-response", "outcome": { "type": "proportion", "column": "sold" },
           "model": "trend", "compare": [1, 3], "role": "primary" }]
        """
    }
    #expect(found.report.contains("predicts a share below 0 %") && !found.report.contains("vs —"))
  }

  /// Shares of many clusters of which few have any: their totals are skewed, and odds are read on their logarithm nevertheless.
  @Test func skewedClustersHaveOdds() async throws {
    let clusters = (0..<600).flatMap { cluster in
      (0..<(1 + cluster * 7 % 5)).map { _ in
        "\(cluster % 4 == 0 ? "new" : "old"),c\(cluster),\(cluster / 4 % 9 == 0 ? 1 : 0)"
      }
    }
    let found = try await analyzed(table("team,sold", clusters)) {
      $0.data += #", "cluster": "team""#
      $0.variants = #"[{ "name": "old", "control": true, "weight": 3 }, { "name": "new", "weight": 1 }]"#
    }
    #expect(found.report.contains("Hall's transformation") && found.report.contains("### Odds ratios"))
    #expect(!found.report.contains("a proportion is 0 or 1"))
  }

  // MARK: Words beside tables

  @Test func aCorrectionIsNamedWhereTheFirstMetricHasNoAnswer() async throws {
    let rows = (0..<2000).map { "\($0 % 2 == 0 ? "old" : "new"),5,\($0 / 2 % 10 < ($0 % 2 == 0 ? 2 : 3) ? 1 : 0)" }
    let found = try await analyzed(table("k,sold", rows)) {
      $0.metrics = """
        [{ "name": "k", "type": "mean", "column": "k", "role": "primary" },
         { "name": "sale", "type": "proportion", "column": "sold", "role": "primary" }]
        """
    }
    #expect(found.report.contains("Differences in the primary family are corrected for 2 comparisons by"))
    #expect(!found.report.contains("are not corrected"))
  }

  @Test func aHarmOnTheOtherSideHasItsOwnPValue() async throws {
    let rows = ones("old", 750, of: 3000) + ones("new", 600, of: 3000)
    let found = try await analyzed(table("sold", rows)) {
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "column": "sold", "sided": 1 }]"#
    }
    #expect(found.report.contains("p = 1.000 for a gain, p &lt; 0.001 for harm"))
  }

  @Test func aTradeOffSaysWhatWasAnswered() async throws {
    let rows = (0..<4000).map {
      "\($0 % 2 == 0 ? "old" : "new"),\(100 + $0 / 2 % 7),\($0 / 2 % 10 < ($0 % 2 == 0 ? 4 : 3) ? 1 : 0)"
    }
    let found = try await analyzed(table("x,sold", rows)) {
      $0.metrics = """
        [{ "name": "x", "type": "mean", "column": "x", "role": "primary", "margin": "2%" },
         { "name": "sale", "type": "proportion", "column": "sold", "role": "secondary" }]
        """
    }
    #expect(found.decisions.map(\.reason) == ["secondary-worse"])
    #expect(found.decisions[0].sentence.contains("x is within its margin of 2 %"))
  }

  @Test func equivalenceOfObservedDataIsAnAnswer() async throws {
    let rows = (0..<2000).map { "\($0 % 2 == 0 ? "old" : "new"),\(100 + $0 / 2 % 7)" }
    let found = try await analyzed(table("x", rows), failOn: "inconclusive") {
      $0.metrics = #"[{ "name": "x", "type": "mean", "column": "x", "role": "primary", "equivalence": "2%" }]"#
      $0.rest = #", "randomized": false"#
    }
    #expect(found.code == 0)
  }

  /// Three missing of one variant and none of the other are no reason to say "equally often".
  @Test func whatIsNotSignificantIsNotSaidToBeEqual() async throws {
    let rows = (0..<6000).map { "\($0 % 2 == 0 ? "old" : "new"),\($0 < 20 && $0 % 2 == 1 ? "" : "\($0 / 2 % 2)")" }
    let found = try await analyzed(table("sold", rows)) { _ in }
    #expect(!found.report.contains("equally often") && found.report.contains("do not differ significantly (p = 0.002)"))
  }
}
