import ABTestKit
import Testing

/// The examples of Methods/proportions, and figures of SciPy, as `abtest quick` prints them.
@Suite struct QuickTests {
  private func text(_ variants: String...) throws -> String {
    String(try QuickRun(variants).text(width: 100, usesColor: false).map { $0 == "\u{00A0}" ? " " : $0 })
  }

  /// Each expected text stands in the output; spaces are as few as one.
  private func expect(_ parts: [String], in text: String) {
    let squeezed = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    for part in parts { #expect(squeezed.contains(part), "\(part) in \(text)") }
  }

  @Test func countsHaveTheIntervalsOfMiettinenAndNurminen() throws {
    expect(
      [
        "156/1480 is higher than 120/1500: 10.54 % vs 8.00 %", "difference +2.5 pp +0.5 pp to +4.6 pp",
        "lift +32 % +5 % to +65 %", "odds ratio 1.35 1.06 to 1.74", "p = 0.017",
      ], in: try text("120/1500", "156/1480"))
  }

  @Test func sparseCountsHaveBarnardsExactP() throws {
    expect(
      [
        "difference +27 pp +3 pp to +49 pp", "odds ratio 8.9 1.2 to 61.1", "p = 0.029",
        "Barnard's exact test p = 0.032",
      ],
      in: try text("1/20", "7/22"))
    #expect(!(try text("120/1500", "156/1480").contains("Barnard")))
  }

  /// `scipy.stats.ttest_ind_from_stats(10.9, 3.0, 410, 10.2, 3.1, 400, equal_var=False)`.
  @Test(arguments: ["±", "+-"])
  func meansHaveWelchsTest(sign: String) throws {
    expect(
      ["difference +0.70 +0.28 to +1.12", "p = 0.001", "10.2\(sign)3.1@400 10.20 9.90 to 10.50"],
      in: try text("10.2\(sign)3.1@400", "10.9\(sign)3.0@410"))
  }

  @Test func severalTreatmentsAreNotCorrected() throws {
    expect(["The p-values are not corrected for 2 comparisons."], in: try text("1/200", "7/220", "9/210"))
  }
}
