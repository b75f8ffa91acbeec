import Diagnostics
import Terms
import TestSupport
import Testing

@testable import Specification

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("a", "a"), ("A_1é", "A_1é"), (#""a ""b""""#, #"a "b""#), (#""and""#, "and"), ("a = 1", "(= a 1)"),
    ("a=1 or b=2 and not c=3", "(or (= a 1) (and (= b 2) (not (= c 3))))"),
    ("(a or b) and c", "(and (or a b) c)"), ("a and b and c", "(and a b c)"), ("a or (b or c)", "(or a (or b c))"),
    ("not not a", "(not (not a))"), ("not a and b", "(and (not a) b)"),
    ("1 + 2 * 3 - 4 / 5 > 6", "(> (- (+ 1 (* 2 3)) (/ 4 5)) 6)"), ("a - b - c = 0", "(= (- (- a b) c) 0)"),
    ("a - (b - c) = 0", "(= (- a (- b c)) 0)"), ("-a * -b < - -c", "(< (* (neg a) (neg b)) (neg (neg c)))"),
    ("a - -1 >= .0", ""), ("a <= 0.50", "(<= a 0.50)"), ("a != 1e-3", "(!= a 1e-3)"), ("a < 1E+6", "(< a 1E+6)"),
    ("a in (1)", "(in a 1)"), ("a not in ('x', 'y''z')", "(not-in a 'x' 'y'z')"),
    ("a + 1 in (b, 2)", "(in (+ a 1) b 2)"),
    ("a between 1 and 2 and b", "(and (between a 1 2) b)"), ("a not between 1 + 1 and 4", "(not-between a (+ 1 1) 4)"),
    ("a is null or b is not null", "(or (is-null a) (is-not-null b))"), ("a like 'x%'", "(like a 'x%')"),
    ("not a like 'x'", "(not (like a 'x'))"), ("a not like b", "(not-like a b)"),
    ("TRUE = False", "(= true false)"), ("Coalesce(a, 0) > Abs(b)", "(> (coalesce a 0) (abs b))"),
    ("least(a, b, 1) = greatest(1, 2)", "(= (least a b 1) (greatest 1 2))"),
    ("ln(a) < length(lower(b))", "(< (ln a) (length (lower b)))"),
    ("length = 1 and lower", "(and (= length 1) lower)"), ("coalesce(null, a)", "(coalesce null a)"),
    ("case when a then 1 end = 1", "(= (case a 1) 1)"),
    ("CASE WHEN a > 1 THEN 'x' WHEN b THEN 'y' ELSE 'z' END = c", "(= (case (> a 1) 'x' b 'y' else 'z') c)"),
    ("(a = 1) = (b = 2)", "(= (= a 1) (= b 2))"), ("(a is null) = true", "(= (is-null a) true)"),
    ("\n a\t=\r1 ", "(= a 1)"), ("a <> 1", "(!= a 1)"),
    ("at >= '2026-03-01'", "(>= at @2026-03-01 00:00:00)"), ("at = '2026-03-01'", "(= at '2026-03-01')"),
    ("date(at) = '2026-03-01'", "(= (date at) @2026-03-01 00:00:00)"),
    ("date(at) in ('2026-03-01', b)", "(in (date at) @2026-03-01 00:00:00 b)"),
    ("at between '2026-03-01T12:00:00.5Z' and b", "(between at @2026-03-01 12:00:00.500000 b)"),
    ("DATE_DIFF('day', at, b) < round(c, 2)", "(< (date_diff 'day' at b) (round c 2))"),
    ("substr(trim(a), 1, 3) = concat(upper(b), 'x')", "(= (substr (trim a) 1 3) (concat (upper b) 'x'))"),
  ])
  func operatorsBindAsTheyShould(text: String, expected: String) {
    #expect(expression(text).map { outline($0.root) } ?? "" == expected)
  }

  @Test(arguments: [
    ("a", "a truth"), ("a = 1", "a number"), ("1 < a", "a number"), ("a = 'x'", "a text"), ("a = true", "a truth"),
    ("a = b", "a any, b any"), ("a = b + 1", "a number, b number"), ("a = lower(b)", "a text, b text"),
    ("a is null", "a any"), ("not a and (b or c = 2)", "a truth, b truth, c number"),
    ("a in ('x', b)", "a text, b text"),
    ("a in (b, c)", "a any, b any, c any"), ("1 in (a, b)", "a number, b number"),
    ("a between b and 5", "a number, b number, "),
    ("a between b and c", "a any, b any, c any"), ("a like b", "a text, b text"), ("-a < b", "a number, b number"),
    ("abs(a) = b", "a number, b number"), ("length(a) = b", "a text, b number"),
    ("coalesce(a, 0) > b", "a number, b number"),
    ("coalesce(a, b) = 'x'", "a text, b text"), ("coalesce(a, b)", "a truth, b truth"),
    ("least(a, b) = c", "a any, b any, c any"),
    ("least(a, b) = 1", "a number, b number"), ("(case when a then b else c end) = 'x'", "a truth, b text, c text"),
    ("case when a = 1 then b else true end", "a number, b truth"),
    ("case when a then b end = c", "a truth, b any, c any"),
    ("(a = b) = c", "a any, b any, c truth"), ("coalesce(a, null) is not null", "a any"),
    ("at >= '2026-03-01'", "at time"), ("at between b and '2026-03-01'", "at time, b time"),
    ("date(at) = b", "at time, b time"), ("year(at) = month(b)", "at time, b time"),
    ("weekday(at) in (6, 7)", "at time"), ("date_diff('hour', a, b) > c", "a time, b time, c number"),
    ("least(a, b) >= '2026-03-01'", "a time, b time"), ("text(a) = 'x'", "a any"), ("number(a) > 1", "a text"),
    ("replace(a, b, 'x') = c", "a text, b text, c text"), ("nullif(a, 0) > 1", "a number"),
    ("coalesce(at, '2026-03-01') >= b", "at time, b time"),
    ("case when a then null else 1 end > b", "a truth, b number"), ("(a) = ((1))", "a number"),
  ])
  func columnsKnowWhatTheyAreUsedFor(text: String, expected: String) {
    let uses = expression(text)?.columns.map { "\($0.name) \($0.use.rawValue)" }.joined(separator: ", ")
    #expect(uses == expected.split(separator: ", ").joined(separator: ", "))
  }

  @Test func everyPartHasItsPlace() throws {
    let root = try #require(expression(#"a \u003d 'x' and  (\"b\\\\\" + 2) > 1"#)).root
    // Column 42 is the first behind the opening quote.
    #expect(root.place == place(2, 42))
    #expect(root.parts.map(\.place.column) == [42, 60])
    #expect(root.columns.map(\.name) == ["a", #"b\\"#])
    #expect(root.columns.map(\.place.column) == [42, 61])
  }

  @Test(arguments: [
    ("(", ")", false), ("not ", "", false), ("- ", "", true), ("abs(", ")", true), ("1 + (", ")", true),
    ("case when a then ", " end", false), ("coalesce(1, ", ")", true), ("least(b, ", ")", false),
  ])
  func nestingIsLimited(open: String, close: String, isNumber: Bool) {
    for depth in [20, 63, 70, 400] {
      let text = String(repeating: open, count: depth) + "a" + String(repeating: close, count: depth)
      let found = diagnostics(of: SpecText.condition(text).json)
      // A number is no condition, which is said of what could be read at all.
      let isTypeError = isNumber && depth < 70
      #expect(found.contains("[too-deep]") == (depth >= 70), "\(open) \(depth): \(found)")
      #expect(found.contains("[expression-type]") == isTypeError, "\(open) \(depth): \(found)")
      #expect(found.isEmpty == (depth < 70 && !isNumber), "\(open) \(depth): \(found)")
      if depth == 400 {
        #expect(
          found.hasSuffix(
            """
            : error: the expression is nested more than 64 levels deep [too-deep]
                compute a column in the data and name it here; many values of one column fit into one "in (...)"
            """))
      }
    }
  }

  @Test func chainsAreFlatOrLimited() {
    let flat = Array(repeating: "a", count: 1000).joined(separator: " or ")
    #expect(expression(flat)?.root.height == 2)
    #expect(expression(Array(repeating: "1", count: 60).joined(separator: " + ") + " = 1") != nil)
    let long = Array(repeating: "1", count: 1000).joined(separator: " + ") + " = 1"
    #expect(diagnostics(of: SpecText.condition(long).json).contains("[too-deep]"))
  }

  @Test func theLengthIsLimited() {
    let text = String(repeating: "a", count: 10_000)
    #expect(expression(text) != nil)
    #expect(
      diagnostics(of: SpecText.condition(text + "b").json)
        == "spec.json:2:42: error: the expression has 10001 characters, but at most 10000 are allowed [expression-too-long]\n"
        + "    compute a column in the data and name it here")
  }

  @Test(arguments: 1...6)
  func anyTextGivesAnExpressionOrAnError(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = [
      "a", "b", "1", "2.5", "'x'", "(", ")", ",", "=", "<", "+", "-", "*", "and", "or", "not", "in", "is", "null",
      "between",
      "like", "case", "when", "then", "else", "end", "abs", "coalesce", "true", "''", "!", ";", "é", "\\n", "\\\"q\\\"",
    ]
    for _ in 0..<1500 {
      let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in words.randomElement(using: &random)! }
      let result = ExperimentSpec.parse(
        bytes: Array(SpecText.condition(text.joined(separator: " ")).json.utf8), file: "spec.json")
      #expect((result.spec != nil) != result.diagnostics.hasErrors)
    }
  }

  @Test func deepCommonTypesAreFoundQuickly() {
    let start = ContinuousClock.now
    for name in ["coalesce", "least"] {
      let text = String(repeating: "\(name)(b, ", count: 60) + "a" + String(repeating: ")", count: 60) + " = 1"
      #expect(expression(text)?.columns.allSatisfy { $0.use == .number } == true)
    }
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  private func expression(_ text: String) -> TypedExpression? {
    let escaped = text.replacing("\n", with: "\\n").replacing("\t", with: "\\t").replacing("\r", with: "\\r")
    let quoted = text.contains("\\") ? escaped : escaped.replacing("\"", with: "\\\"")
    let json = SpecText.condition(quoted).json
    return ExperimentSpec.parse(bytes: Array(json.utf8), file: "spec.json").spec?.data.where
  }
}

/// The tree in prefix notation.
private func outline(_ expression: Expression) -> String {
  let parts = expression.parts.map(outline)
  let all = parts.joined(separator: " ")
  switch expression.node {
  case .column(let reference): return reference.name
  case .number(let text): return text
  case .text(let text): return "'\(text)'"
  case .moment(let moment): return "@\(moment.text)"
  case .truth(let value): return String(value)
  case .null: return "null"
  case .not: return "(not \(all))"
  case .minus: return "(neg \(all))"
  case .arithmetic(let sign, _, _): return "(\(sign.rawValue) \(all))"
  case .comparison(let sign, _, _): return "(\(sign.rawValue) \(all))"
  case .and: return "(and \(all))"
  case .or: return "(or \(all))"
  case .isIn(_, _, let negated): return "(\(negated ? "not-" : "")in \(all))"
  case .between(_, _, _, let negated): return "(\(negated ? "not-" : "")between \(all))"
  case .isNull(_, let negated): return "(is-\(negated ? "not-" : "")null \(all))"
  case .like(_, _, let negated): return "(\(negated ? "not-" : "")like \(all))"
  case .call(let function, _): return "(\(function.rawValue) \(all))"
  case .cases(let branches, let otherwise):
    let tests = parts[..<(branches.count * 2)].joined(separator: " ")
    return "(case \(tests)" + (otherwise == nil ? ")" : " else \(parts.last ?? ""))")
  }
}
