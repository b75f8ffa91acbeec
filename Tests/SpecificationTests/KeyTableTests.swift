import Diagnostics
import Testing

@testable import Specification

@Suite struct KeyTableTests {
  /// The keys of a spec of version 1, object by object.
  @Test(
    arguments: [
      (
        KeyTable.experiment,
        """
        abtest name title hypothesis owner notes randomized start end data variants metrics strata segments contrasts
        inference decision families
        """
      ),
      (
        KeyTable.data,
        """
        source rows unit variant units pair trials time cluster attributes join crossing where trigger assignment phases facts engine timezone
        decimal numbers time_format columns null unreadable schema format encoding delimiter comment skip
        """
      ),
      (
        KeyTable.nestedData,
        "assignments facts engine timezone decimal numbers time_format columns null unreadable schema format encoding delimiter comment skip"
      ),
      (
        KeyTable.assignments,
        "source rows unit variant units pair trials time cluster attributes join crossing where trigger assignment phases"
      ),
      (KeyTable.numbers, "decimal thousands currency percent parentheses"),
      (KeyTable.column, "numbers time_format"),
      (KeyTable.variant, "name control weight values source columns dose"),
      (
        KeyTable.metric(nil),
        """
        name type role direction title where covariates slopes cap missing mde margin equivalence claim minimum_effect sided
        alpha test after within maturity calendar
        """
      ),
      (
        KeyTable.inference,
        """
        design looks spending parameter futility planned_units prior alpha power correction level seed replicates
        population
        """
      ),
    ] as [(KeyTable, String)])
  func everyKeyOfTheGrammarIsKnown(table: KeyTable, keys: String) {
    #expect(Set(table.rules.map(\.name)) == Set(keys.split { $0 == " " || $0 == "\n" }.map(String.init)))
  }

  @Test func noKeyStandsTwiceAndEachIsDescribed() {
    let tables =
      [
        .experiment, .data, .nestedData, .assignments, .variant, .inference, .ratioPart, .numbers, .column,
        .metric(nil),
      ]
      + MetricTypes.all.map { KeyTable.metric($0) }
    for table in tables {
      #expect(Set(table.rules.map(\.name)).count == table.rules.count)
      for rule in table.rules { #expect(!rule.summary.isEmpty && !rule.summary.hasSuffix(".")) }
    }
  }

  @Test(arguments: [
    // Distances of optimal string alignment, counted by hand.
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("ca", "abc", 3), ("teh", "the", 1),
    ("primry", "primary", 1), ("abcd", "badc", 2),
  ])
  func theEditDistanceCountsSwapsOnce(left: String, right: String, distance: Int) {
    #expect(editDistance(Array(left), Array(right)) == distance)
  }

  @Test func aSuggestionIsNear() {
    #expect(suggestion(for: "Role", among: ["rule", "role"]) == "role")
    #expect(suggestion(for: "xyz", among: ["role"]) == nil)
    #expect(suggestion(for: "q", among: ["p"]) == nil)
    #expect(suggestion(for: String(repeating: "a", count: 100_000), among: ["a"]) == nil)
  }

  @Test func quotedTextFitsOnALine() {
    #expect(quoted("a\"b\n\u{1B}[31m\u{202E}") == "\"a\"bU+000AU+001B[31mU+202E\"")
    #expect(quoted(String(repeating: "x", count: 100)).count == 63)
  }
}
