import Diagnostics
import Terms
import Testing

@testable import Specification

@Suite struct JSONParserTests {
  @Test func everyKeyAndValueHasItsPlace() throws {
    let text = "{ \"a\": [1, -2.5e3,\r\n  \"\u{1F600}x\", true],\n\t\"é\": { \"b\": null } }"
    let root = try #require(tree(text))
    #expect(
      lines(root) == [
        "1:1 object", "1:3 key a", "1:8 array", "1:9 number 1", "1:12 number -2.5e3", "2:3 string \u{1F600}x",
        "2:9 bool true", "3:2 key é", "3:7 object", "3:9 key b", "3:14 null",
      ])
  }

  @Test(arguments: ["\u{FEFF}{\"a\": 1}", "{\"a\": 1}"])
  func aByteOrderMarkTakesNoColumn(text: String) throws {
    let root = try #require(tree(text))
    #expect(lines(root) == ["1:1 object", "1:2 key a", "1:7 number 1"])
  }

  @Test(arguments: [
    (#""""#, ""), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\uFFFF""#, "Aé\u{FFFF}"),
    (#""\ud83d\ude00\uDBFF\uDFFF""#, "\u{1F600}\u{10FFFF}"), (#""\u0000\u001f""#, "\0\u{1F}"),
    ("\"\u{7F}\u{2028}\u{E000}\"", "\u{7F}\u{2028}\u{E000}"), ("\"e\u{301}\"", "e\u{301}"),
  ])
  func stringsAreDecoded(text: String, expected: String) throws {
    guard case .string(let found)? = tree(text)?.value else { throw Mismatch() }
    #expect(Array(found.text.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test(arguments: [
    "0", "-0", "0.0", "1", "-1", "1e5", "1E+5", "1e-5", "0.1", "123456789012345678901234567890", "5e-324", "1e-400",
    "1.7976931348623157e308", "0.30000000000000004", "9007199254740993",
  ])
  func numbersKeepTheirTextAndValue(text: String) {
    // The value is that of Swift's own correctly rounding reader.
    #expect(tree(text)?.value == .number(text: text, value: Double(text)!))
  }

  @Test func placesInsideStringsFollowEscapes() throws {
    guard case .string(let text)? = tree(#"  "a\n\u00e9\ud83d\ude00z""#)?.value else { throw Mismatch() }
    #expect((0...5).map { text.place(at: $0).column } == [4, 5, 7, 13, 25, 26])
    guard case .string(let plain)? = tree(#""abc""#)?.value else { throw Mismatch() }
    #expect(plain.offsets == nil)
    #expect((0...3).map { plain.place(at: $0).column } == [2, 3, 4, 5])
  }

  @Test(arguments: [63, 64, 65, 10_000, 400_000])
  func nestingIsLimited(depth: Int) {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] where open.count * depth < SpecLimits.fileSize {
      let text = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      let faults = FaultCollector()
      let root = JSONParser.parse(bytes: Array(text.utf8), file: "spec.json", faults: faults)
      #expect((root != nil) == (depth <= 64))
      let column = 64 * open.count + 1
      let message =
        "spec.json:1:\(column): error: objects and lists are nested more than 64 levels deep [too-deep]\n"
        + "    no key of a spec needs more than a few levels"
      #expect(faults.diagnostics.map(\.description) == (depth <= 64 ? [] : [message]))
    }
  }

  private struct Mismatch: Error {}
}

/// The tree of a text without faults.
func tree(_ text: String) -> SpecNode? {
  let faults = FaultCollector()
  let root = JSONParser.parse(bytes: Array(text.utf8), file: "spec.json", faults: faults)
  return faults.diagnostics.isEmpty ? root : nil
}

/// Every key and value in the order of the text, with its place.
private func lines(_ node: SpecNode) -> [String] {
  let place = "\(node.place.line):\(node.place.column)"
  switch node.value {
  case .object(let members):
    return ["\(place) object"]
      + members.flatMap { ["\($0.key.place.line):\($0.key.place.column) key \($0.key.value)"] + lines($0.value) }
  case .array(let elements): return ["\(place) array"] + elements.flatMap(lines)
  case .string(let text): return ["\(place) string \(text.text)"]
  case .number(let text, _): return ["\(place) number \(text)"]
  case .bool(let value): return ["\(place) bool \(value)"]
  case .null: return ["\(place) null"]
  }
}
