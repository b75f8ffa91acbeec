import Diagnostics
import Specification
import Testing

@Suite struct SourceTextTests {
  @Test(
    arguments: [
      // A continuation byte without a beginning, a beginning without continuation, overlong forms, a surrogate, a number
      // beyond U+10FFFF, bytes that never occur, and UTF-16: RFC 3629, sections 3 and 4.
      ([0x7B, 0x80], "1:2"), ([0x0A, 0x22, 0xC3], "2:2"), ([0xC0, 0xAF], "1:1"), ([0xE0, 0x80, 0xAF], "1:1"),
      ([0xED, 0xA0, 0x80], "1:1"), ([0xF4, 0x90, 0x80, 0x80], "1:1"), ([0xFF, 0xFE, 0x7B, 0x00], "1:1"),
      ([0xEF, 0xBB, 0xBF, 0x7B, 0xC3, 0xA9, 0xFE], "1:3"),
    ] as [([UInt8], String)])
  func bytesThatAreNotUTF8AreRefused(bytes: [UInt8], place: String) {
    let result = ExperimentSpec.parse(bytes: bytes, file: "spec.json")
    #expect(result.spec == nil)
    #expect(
      result.diagnostics.description
        == "spec.json:\(place): error: the file is not valid UTF-8 from here on [invalid-utf-8]\n"
        + "    save the file as UTF-8")
  }

  @Test func aLargeFileIsRefusedUnread() {
    let size = 50_000_000
    let start = ContinuousClock.now
    let result = ExperimentSpec.parse(bytes: [UInt8](repeating: UInt8(ascii: "["), count: size), file: "spec.json")
    #expect(ContinuousClock.now - start < .seconds(2))
    #expect(
      result.diagnostics.description
        == "spec.json:1:1: error: the file has more than 1048576 bytes, the maximum for a spec [file-too-large]\n"
        + "    check the path; data belongs in a file of its own, named by \"source\"")
    #expect(ExperimentSpec.largestFile == 1_048_576)
  }

  @Test func aFileOfTheLargestSizeIsRead() {
    let padding = [UInt8](repeating: UInt8(ascii: " "), count: ExperimentSpec.largestFile - 2)
    let result = ExperimentSpec.parse(bytes: padding + Array("[]".utf8), file: "spec.json")
    #expect(result.diagnostics.diagnostics.map(\.code) == [.wrongType])
  }

  @Test(arguments: [
    (#"{ "abtest": 1 }"#, true), ("\u{FEFF} \n{\"name\": \"x\", \"data\": {\"a\": [1]},\n \"abtest\" : 1", true),
    (#"{ "abtest": , broken"#, true), (#"{ "a": "\"", "abtest": 1 }"#, true), (#"{"x": tru, "abtest":"#, true),
    ("", false), ("[]", false), (#"[{ "abtest": 1 }]"#, false), (#"{ "a": { "abtest": 1 } }"#, false),
    (#"{ "a": "abtest" }"#, false), (#"{ "name": "x" } { "abtest": 1 }"#, false), (#""abtest": 1"#, false),
    (#"{ "abtest"#, false), (#"{ "abtest" }"#, false), ("}{", false), ("]]]]:", false), ("{\\", false),
  ])
  func aSpecIsToldByItsTopLevelKey(text: String, expected: Bool) {
    #expect(looksLikeSpec(Array(text.utf8)) == expected)
  }

  @Test func anythingMayBeProbed() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let bytes = (0..<40).map { _ in Array("{}[]\":,\\ abtest1\u{FF}".utf8).randomElement(using: &random)! }
      _ = looksLikeSpec(bytes)
    }
    #expect(!looksLikeSpec([UInt8](repeating: 0x7B, count: 50_000_000)))
  }
}
