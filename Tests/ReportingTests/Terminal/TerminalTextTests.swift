import Inference
import Testing

@testable import Reporting

@Suite struct TerminalTextTests {
  private static let table = NumericTable(
    columns: [.init("Metric"), .init("Units", .trailing), .init("Verdict")],
    rows: [
      [.name("sales per visitor"), .init(.count(12_000)), .name("better", .good)],
      [.name("漢字"), .init(.count(5)), .name("", .neutral)],
    ])

  private func render(_ blocks: Block..., width: Int = 80, usesColor: Bool = false) -> String {
    TerminalText(width: width, usesColor: usesColor).render(blocks).replacing("\u{A0}", with: " ")
  }

  /// East Asian characters take two columns each; no line ends with spaces.
  @Test func aTableThatFitsHasColumns() {
    #expect(
      render(.table(Self.table), width: 40)
        == """
        Metric              Units  Verdict
        sales per visitor  12 000  better
        漢字                    5

        """.replacing("\n\n", with: "\n"))
  }

  @Test func aTableThatIsTooWideBecomesAList() {
    let long = NumericTable(
      columns: Self.table.columns,
      rows: [[.name("the sales of every single visitor"), .init(.count(12_000)), .name("better")]])
    #expect(
      render(.table(long), width: 40) == """
        the sales of every single visitor
            Units: 12 000
            Verdict: better

        """)
    #expect(render(.table(long), width: 60).hasPrefix("Metric"))
  }

  @Test func emptyCellsOfAListAreLeftOut() {
    let row: [NumericTable.Cell] = [.name(String(repeating: "a", count: 39)), .init(.count(1)), .name("")]
    let table = NumericTable(columns: Self.table.columns, rows: [row])
    #expect(render(.table(table), width: 40) == "\(String(repeating: "a", count: 39))\n    Units: 1\n")
  }

  @Test(arguments: [40, 60, 120]) func noLineIsWiderThanTheWindow(width: Int) {
    let sentence = Phrase(String(repeating: "some words of a long sentence ", count: 20))
    let text = render(
      .heading(1, sentence.text), .paragraph(sentence), .bullets([sentence]), .callout(.bad, sentence), width: width)
    let widths = text.split(separator: "\n").map(\.count)
    #expect(widths.allSatisfy { $0 <= width } && widths.contains { $0 > width - 10 })
  }

  @Test func aWindowHasFortyColumnsAtLeast() {
    #expect(TerminalText(width: 5, usesColor: false).width == 40)
  }

  @Test func aBulletHangsAndAWordIsNeverDivided() {
    let word = String(repeating: "x", count: 50)
    #expect(
      render(.bullets(["several words before \(word) and after"]), width: 40)
        == "several words before\n  \(word)\n  and after\n")
  }

  @Test func colorStandsForTheTone() {
    #expect(render(.callout(.good, "it is"), usesColor: true) == "\u{1B}[32mit is\u{1B}[0m\n")
    #expect(render(.callout(.bad, "it is"), usesColor: true) == "\u{1B}[31mit is\u{1B}[0m\n")
    #expect(render(.callout(.warning, "it is"), usesColor: true) == "\u{1B}[33mit is\u{1B}[0m\n")
    #expect(render(.callout(.neutral, "it is"), usesColor: true) == "it is\n")
    #expect(render(.heading(2, "it is"), usesColor: true) == "\u{1B}[1mit is\u{1B}[0m\n")
  }

  /// A name from a file must not steer the terminal, nor turn the direction of the text around.
  @Test func controlsVanish() {
    let text = "a\u{1B}[31mb\u{7}\nc\u{202E}d\u{2066}e\u{9B}f\tg"
    #expect(render(.paragraph(Phrase(text))) == "a[31mb cdef g\n")
    let table = NumericTable(columns: [.init("Name")], rows: [[.name(text)]])
    #expect(render(.table(table)) == "Name\na[31mb cdef g\n")
  }

  @Test func blocksAreApartByALine() {
    #expect(render(.heading(1, "A"), .paragraph(""), .paragraph("b")) == "A\n\nb\n")
  }
}
