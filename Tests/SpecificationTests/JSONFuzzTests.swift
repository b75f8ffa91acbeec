import Diagnostics
import Terms
import TestSupport
import Testing

@testable import Specification

@Suite struct JSONFuzzTests {
  @Test(arguments: 1...8)
  func mutatedSpecsGiveASpecOrAnError(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let seeds = [
      SpecText.condition("a = 'x' and b in (1, 2)").json, completeSpec, SpecText.inference("{ \"seed\": 5 }").json,
    ]
    for _ in 0..<1500 {
      var bytes = Array(seeds.randomElement(using: &random)!.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
      let result = ExperimentSpec.parse(bytes: bytes, file: "spec.json")
      #expect((result.spec != nil) != result.diagnostics.hasErrors)
      let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
      for place in result.diagnostics.diagnostics.map(\.place) {
        #expect(place.line >= 1 && place.line <= lines && place.column >= 1 && place.column <= bytes.count + 1)
      }
    }
  }

  @Test(arguments: 1...4)
  func randomTreesComeBackUnchanged(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let (text, expected) = randomValue(depth: 0, &random)
      #expect(tree(text).map(plain) == expected, "\(text)")
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let index = Int.random(in: 0..<bytes.count, using: &random)
    let tokens = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "null", "true", "1e9", "-", " ", "\n", "'", "é", "\0", "not",
      "(",
    ]
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.remove(at: index)
    case 1: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
    case 2: bytes.insert(contentsOf: Array(tokens.randomElement(using: &random)!.utf8), at: index)
    case 3: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0...20, using: &random)))
    default:
      let end = min(bytes.count, index + Int.random(in: 1...30, using: &random))
      bytes.insert(contentsOf: bytes[index..<end], at: Int.random(in: 0...bytes.count, using: &random))
    }
    if bytes.isEmpty { bytes = [0x7B] }
  }

  /// A value as text with random white space and escapes, and in a plain notation.
  private func randomValue(depth: Int, _ random: inout SeededGenerator) -> (text: String, plain: String) {
    let space = ["", " ", "\n", "\r\n", "\t"].randomElement(using: &random)!
    switch Int.random(in: 0..<(depth < 5 ? 6 : 4), using: &random) {
    case 0: return (space + "null", "null")
    case 1: return ("true" + space, "true")
    case 2:
      let number = Double(bitPattern: random.next())
      let text = number.isFinite ? "\(number)" : "0"
      return (text, text)
    case 3:
      let (text, value) = randomString(&random)
      return (space + text, "s\(value)")
    case 4:
      let parts = (0..<Int.random(in: 0...4, using: &random)).map { _ in randomValue(depth: depth + 1, &random) }
      return (
        "[\(space)" + parts.map(\.text).joined(separator: space + ",") + "]",
        "[" + parts.map(\.plain).joined(separator: ",") + "]"
      )
    default:
      let parts = (0..<Int.random(in: 0...4, using: &random)).map { index in
        let value = randomValue(depth: depth + 1, &random)
        return (text: "\"k\(index)\"\(space):\(value.text)", plain: "k\(index):\(value.plain)")
      }
      return (
        "{" + parts.map(\.text).joined(separator: "," + space) + space + "}",
        "{" + parts.map(\.plain).joined(separator: ",") + "}"
      )
    }
  }

  private func randomString(_ random: inout SeededGenerator) -> (text: String, value: String) {
    var text = "\""
    var value = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) ?? "x"
      value.append(scalar)
      let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
      if mustEscape || Bool.random(using: &random) {
        for unit in UTF16.encode(scalar)! {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return (text + "\"", String(value))
  }

  private func plain(_ node: SpecNode) -> String {
    switch node.value {
    case .object(let members): "{" + members.map { "\($0.key.value):\(plain($0.value))" }.joined(separator: ",") + "}"
    case .array(let elements): "[" + elements.map(plain).joined(separator: ",") + "]"
    case .string(let text): "s\(text.text)"
    case .number(let text, _): text
    case .bool(let value): String(value)
    case .null: "null"
    }
  }
}

/// A spec that uses every key that is supported.
let completeSpec = """
  {
    "abtest": 1, "name": "new-checkout", "title": "T", "hypothesis": "H", "owner": "O", "notes": "N\\nM",
    "randomized": false,
    "data": {
      "engine": "duckdb",
      "assignments": {
        "source": "data/units.tsv.gz", "rows": "units", "unit": "id", "variant": "arm",
        "attributes": ["country", "device"], "where": "country != 'XX' and not is_bot", "phases": []
      }
    },
    "variants": [
      { "name": "old", "control": true, "weight": 9, "values": ["0", "control"] },
      { "name": "new", "control": false, "weight": 1.5 }
    ],
    "metrics": [
      { "name": "revenue", "type": "mean", "column": "revenue", "title": "R", "where": "revenue < 1e6", "missing": "zero",
        "mde": 0.5, "claim": "-10%", "covariates": [] },
      { "name": "sale", "type": "proportion", "column": "sold", "role": "primary", "mde": "0.5pp", "claim": "3x",
        "alpha": 0.01, "sided": 1, "test": "score" },
      { "name": "returns", "type": "ratio", "numerator": "returned", "denominator": { "column": "ordered" },
        "role": "guardrail", "direction": "decrease", "sided": 1, "mde": "5%" },
      { "name": "visits", "type": "mean", "column": "visits", "role": "exploratory", "direction": "neutral", "sided": 2 }
    ],
    "inference": { "design": "fixed", "alpha": 0.1, "level": 0.9, "correction": "none", "seed": 18446744073709551615 },
    "strata": [], "segments": [], "families": []
  }
  """
