import TestSupport
import Testing

/// What is said of harm that was not found, of questions that one test cannot answer, and of the side that is open.
@Suite struct DetectedHarmTests {
  private func table(_ columns: String, _ rows: [String]) -> String {
    "user,variant,\(columns)\n" + rows.enumerated().map { "\($0),\($1)\n" }.joined()
  }

  /// So many rows of a variant, of which the first have a one.
  private func ones(_ variant: String, _ ones: Int, of rows: Int) -> [String] {
    (0..<rows).map { "\(variant),\($0 < ones ? 1 : 0)" }
  }

  private func analyzed(_ text: String, _ change: (inout SmallSpec) -> Void) async throws -> AnalyzedFile {
    try await AnalyzedFile(["units.csv": text], change)
  }

  /// Revenue of few buyers that fell by nine tenths without a test that shows it.
  @Test func aFallThatWasSeenIsNotSaidToBeExcluded() async throws {
    func rows(_ variant: String, buyers: Int, price: Int, converted: Int) -> [String] {
      (0..<200).map { "\(variant),\($0 < converted ? 1 : 0),\($0 < buyers ? price * (1 + $0 * $0) : 0)" }
    }
    let text = table(
      "sold,spent",
      rows("old", buyers: 6, price: 40, converted: 40) + rows("new", buyers: 4, price: 12, converted: 110))
    let found = try await analyzed(text) {
      $0.metrics = """
        [{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary" },
         { "name": "spent", "type": "mean", "column": "spent", "role": "secondary" }]
        """
    }
    let sentence = found.decisions[0].sentence
    #expect(found.decisions[0].outcome == "ship" && sentence.contains("No harm was found in 1 other metric; "))
    #expect(
      sentence.contains("a fall of spent could have gone unseen, however large") || sentence.contains("may be chance"),
      "\(sentence)")
  }

  @Test func aGainLeavesNoHarmUnseen() async throws {
    let found = try await analyzed(table("sold", ones("old", 20, of: 2000) + ones("new", 80, of: 2000))) {
      $0.metrics =
        #"[{ "name": "sale", "type": "proportion", "column": "sold", "role": "guardrail", "margin": "10%" }]"#
    }
    let sentence = found.decisions[0].sentence
    #expect(found.decisions[0].outcome == "ship" && sentence.hasSuffix("No harm was found in 1 metric."), "\(sentence)")
  }

  /// A one-sided test looks for gains; a published fall is asked of the other side.
  @Test(arguments: [
    ("-50%", 450, "is confirmed by new vs old on sale: more than half of it is shown"),
    ("-80%", 450, "is confirmed by new vs old on sale in part"), ("-50%", 900, "is refuted by new vs old on sale"),
    ("+50%", 450, "is refuted by new vs old on sale"),
  ])
  func aPublishedFallIsAskedOnItsSide(claim: String, successes: Int, answer: String) async throws {
    let found = try await analyzed(table("sold", ones("old", 900, of: 5000) + ones("new", successes, of: 5000))) {
      $0.metrics =
        #"[{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary", "sided": 1, "claim": "\#(claim)" }]"#
    }
    #expect(found.report.contains("The published \(claim) \(answer)"), "\(found.report)")
  }

  /// The correction for three treatments shows no difference, and so no difference of at least a tenth of a percent.
  @Test func aMinimumEffectIsADifference() async throws {
    let rows = [("a", 200), ("b", 242), ("c", 190), ("d", 200)].flatMap { ones($0.0, $0.1, of: 2000) }
    let found = try await analyzed(table("sold", rows)) {
      $0.variants = #"[{ "name": "a", "control": true }, { "name": "b" }, { "name": "c" }, { "name": "d" }]"#
      $0.metrics =
        #"[{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary", "minimum_effect": "0.1%" }]"#
    }
    #expect(found.decisions[0].outcome == "inconclusive" && !found.report.contains("b beats a"))
    #expect(
      found.decisions[0].sentence.contains(
        "at least 0.1 % is not shown (its own test finds it, but no difference is shown, p = 0.088)"),
      "\(found.decisions[0].sentence)")
  }

  @Test func aGuardrailOfTwoSidesNamesTheOpenOne() async throws {
    let rows =
      (0..<2000).map { "old,\($0 < 400 ? 1 : 0),\($0 < 300 ? 1 : 0)" }
      + (0..<2000).map { "new,\($0 < 640 ? 1 : 0),\($0 < 270 ? 1 : 0)" }
    let found = try await analyzed(table("sold,complained", rows)) {
      $0.metrics = """
        [{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary" },
         { "name": "complaints", "type": "proportion", "column": "complained", "role": "guardrail",
           "direction": "decrease", "equivalence": "15%" }]
        """
    }
    let sentence = found.decisions[0].sentence
    #expect(
      sentence.contains("is not shown to be within its margin of 15 %; a fall of up to 20.8 % is not excluded"),
      "\(sentence)")
  }

  /// The error of a one-sided test is that of one side already.
  @Test(arguments: ["", #", "sided": 1, "alpha": 0.025"#])
  func aNewExperimentHasTheSizeOfItsTest(sided: String) async throws {
    let found = try await analyzed(table("sold", ones("old", 200, of: 2000) + ones("new", 205, of: 2000))) {
      $0.metrics =
        #"[{ "name": "sale", "type": "proportion", "column": "sold", "role": "primary", "mde": "5%"\#(sided) }]"#
    }
    #expect(found.decisions[0].sentence.contains("about 59 000 units a variant"), "\(found.decisions[0].sentence)")
  }

  /// A covariate that knows nearly every crash: the score test finds the others, and mid-p of the counts does not.
  @Test func worseHasThePValueThatFindsIt() async throws {
    let rows =
      (0..<900).map { "old,\($0 < 72 ? 1 : 0),\($0 < 72 ? 1 : 0)" }
      + (0..<100).map { "new,\($0 < 14 ? 1 : 0),\($0 < 8 ? 1 : 0)" }
    let found = try await analyzed(table("crashed,risk", rows)) {
      $0.variants = #"[{ "name": "old", "control": true, "weight": 9 }, { "name": "new" }]"#
      $0.metrics = """
        [{ "name": "crash", "type": "proportion", "column": "crashed", "role": "primary", "direction": "decrease",
           "covariates": ["risk"] }]
        """
    }
    #expect(found.decisions[0].sentence.contains("crash is worse: it rose by"))
    #expect(
      found.decisions[0].sentence.contains("(one-sided test of harm, p < 0.001)"), "\(found.decisions[0].sentence)")
    #expect(
      found.report.contains(
        /p = 0\.\d+ \(mid-p and score; fragile: 14 conversions\) on both sides, p &lt; 0\.001 for harm/))
  }

  /// Successes of a hundred visits a day: shares end at zero, and there is one answer to each question.
  @Test func pairsOfDaysHaveOneAnswerAndSharesABottom() async throws {
    let days = (0..<12).map { day in (old: 8 + day % 3 * 2, new: day % 4 == 0 ? 5 : 0) }
    let rows = days.enumerated().flatMap { ["d\($0),old,100,\($1.old)\n", "d\($0),new,100,\($1.new)\n"] }
    let text = "day,variant,visits,sold\n" + rows.joined()
    func found(_ rows: String) async throws -> AnalyzedFile {
      try await analyzed(text) {
        $0.data = #", "rows": "aggregates", "units": "visits", \#(rows)"#
        $0.metrics =
          #"[{ "name": "sale", "type": "proportion", "successes": "sold", "trials": "visits", "role": "primary" }]"#
      }
    }
    let (pairs, units) = (try await found(#""pair": "day""#), try await found(#""trials": "units""#))
    #expect(!pairs.report.lowercased().contains("odds ratio") && units.report.lowercased().contains("odds ratio"))
    let falls = pairs.report.matches(of: /−(\d+(?:\.\d+)?) %/).compactMap { Double($0.1) }
    #expect(falls.contains(100) && falls.allSatisfy { $0 <= 100 }, "\(pairs.report)")
  }
}
