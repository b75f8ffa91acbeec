import Inference
import Testing

@testable import Reporting

@Suite struct JSONTextTests {
  @Test(arguments: [
    ("plain é 漢 😀", #""plain é 漢 😀""#), ("say \"x\"", #""say \"x\"""#), (#"a\b"#, #""a\\b""#),
    ("a\nb\rc\td", #""a\nb\rc\td""#), ("\u{0}\u{1}\u{1F}\u{7F}", #""\u0000\u0001\u001f\u007f""#),
    ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("a\r\nb", #""a\r\nb""#),
    // A quote with a combining mark on it is one character to Swift, and ends a string all the same.
    ("\"\u{301}", "\"\\\"\u{301}\""),
  ])
  func textsAreEscapedByTheirScalars(text: String, json: String) {
    #expect(JSONText.text(of: .text(text)) == json)
  }

  @Test(
    arguments: [
      (0.1, "0.1"), (-0.5, "-0.5"), (5, "5.0"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"),
      (0.1 + 0.2, "0.30000000000000004"),
      (.infinity, "null"), (-.infinity, "null"), (.nan, "null"), (nil, "null"),
    ] as [(Double?, String)])
  func numbersHaveAllTheirDigits(number: Double?, json: String) {
    #expect(JSONText.text(of: .number(number)) == json)
  }

  @Test func everythingElseIsItself() {
    #expect(JSONText.text(of: .count(-12)) == "-12" && JSONText.text(of: .count(nil)) == "null")
    #expect(JSONText.text(of: .truth(true)) == "true" && JSONText.text(of: .truth(false)) == "false")
    #expect(JSONText.text(of: .text(nil)) == "null")
    #expect(JSONText.text(of: .list([])) == "[]" && JSONText.text(of: [:]) == "{}")
  }

  @Test func membersKeepTheirOrder() {
    let record: Record = ["b": .count(1), "a": .list([.count(2), ["c\"": .text("d")]]), "e": [:]]
    #expect(
      JSONText.text(of: record) == #"""
        {
          "b": 1,
          "a": [
            2,
            {
              "c\"": "d"
            }
          ],
          "e": {}
        }
        """#)
  }
}
