import Diagnostics
import Specification
import Terms
import TestSupport
import Testing

/// Every operator and function of the expression language gives in the engine what its rules say.
@Suite struct ExpressionValueTests {
  /// Expressions of one type, made of columns, constants, operators and functions.
  private struct Writer {
    var random: SeededRandom

    mutating func pick(_ all: [String]) -> String { all[random.integer(0...(all.count - 1))] }

    mutating func number(_ depth: Int) -> String {
      guard depth > 0 else { return pick(["a", "b", "3", "0", "0.5", "1e3", "17"]) }
      switch random.integer(0...19) {
      case 0...4: return "(\(number(depth - 1)) \(pick(["+", "-", "*", "/"])) \(number(depth - 1)))"
      case 5: return "(-\(number(depth - 1)))"
      case 6...8: return "\(pick(["abs", "ceil", "floor", "ln", "log10", "sqrt", "round"]))(\(number(depth - 1)))"
      case 9: return "exp(\(number(depth - 1)) / 50)"
      case 10: return "round(\(number(depth - 1)), \(pick(["0", "1", "2"])))"
      case 11: return "\(pick(["coalesce", "least", "greatest", "nullif"]))(\(number(depth - 1)), \(number(depth - 1)))"
      case 12: return "length(\(text(depth - 1)))"
      case 13: return "number(\(text(depth - 1)))"
      case 14...15: return "\(pick(["year", "month", "day", "hour", "weekday"]))(\(time(depth - 1)))"
      case 16:
        return "date_diff('\(pick(["day", "hour", "minute", "second"]))', \(time(depth - 1)), \(time(depth - 1)))"
      case 17: return "(case when \(truth(depth - 1)) then \(number(depth - 1)) else \(number(depth - 1)) end)"
      default: return "(case when \(truth(depth - 1)) then \(number(depth - 1)) end)"
      }
    }

    mutating func text(_ depth: Int) -> String {
      guard depth > 0 else { return pick(["s", "t", "'x'", "'12'", "'a b'"]) }
      switch random.integer(0...8) {
      case 0...2: return "\(pick(["lower", "upper", "trim"]))(\(text(depth - 1)))"
      case 3: return "concat(\(text(depth - 1)), ' ', \(text(depth - 1)))"
      case 4: return "replace(\(text(depth - 1)), \(pick(["'a'", "'b c'", "t"])), \(pick(["''", "'zz'"])))"
      case 5: return "substr(\(text(depth - 1)), \(pick(["1", "2", "4"])))"
      case 6: return "substr(\(text(depth - 1)), \(pick(["1", "2"])), \(pick(["1", "3"])))"
      case 7: return "text(floor(\(number(depth - 1)) / 7))"
      default: return "\(pick(["coalesce", "nullif"]))(\(text(depth - 1)), \(text(depth - 1)))"
      }
    }

    mutating func time(_ depth: Int) -> String {
      guard depth > 0 else { return pick(["d", "e", "d"]) }
      switch random.integer(0...3) {
      case 0...1: return "date(\(time(depth - 1)))"
      case 2: return "least(\(time(depth - 1)), e)"
      default: return "coalesce(\(time(depth - 1)), '2026-02-28 23:59:59.25')"
      }
    }

    mutating func truth(_ depth: Int) -> String {
      guard depth > 0 else { return pick(["f", "a > 2", "s = 'x'", "d >= '2026-03-01'", "b is null", "true"]) }
      switch random.integer(0...9) {
      case 0...1:
        return "(\(number(depth - 1)) * 1 \(pick(["=", "!=", "<>", "<", "<=", ">", ">="])) \(number(depth - 1)))"
      case 2: return "(\(text(depth - 1)) \(pick(["=", "!="])) \(text(depth - 1)))"
      case 3: return "(date(\(time(depth - 1))) \(pick(["<", ">="])) \(time(depth - 1)))"
      case 4: return "(\(truth(depth - 1)) \(pick(["and", "or"])) \(truth(depth - 1)))"
      case 5: return "(not \(truth(depth - 1)))"
      case 6: return "(\(number(depth - 1))\(pick([" not", ""])) in (3, \(number(depth - 1)), b))"
      case 7: return "(\(number(depth - 1))\(pick([" not", ""])) between \(number(depth - 1)) and \(number(depth - 1)))"
      case 8: return "(\(text(depth - 1))\(pick([" not", ""])) like \(pick(["'%a%'", "'x_'", "'%'", "'_b%'"])))"
      default: return "(\(number(depth - 1)) is\(pick([" not", ""])) null)"
      }
    }

    /// A number for every row, whatever the expression gives.
    mutating func metric(_ depth: Int) -> String {
      switch random.integer(0...5) {
      case 0...2: "coalesce(\(number(depth)), -12345)"
      case 3: "coalesce(length(\(text(depth))), -12345)"
      case 4: "case when \(truth(depth)) then 1 when not \(truth(depth)) then 2 else 3 end"
      default: "coalesce(date_diff('second', '2026-01-01', \(time(depth))), -12345)"
      }
    }
  }

  private static let columns = ["a", "b", "s", "t", "d", "e", "f"]

  private static func rows(_ random: inout SeededRandom) -> [[String: String]] {
    (0..<40).map { _ in
      func pick(_ all: [String]) -> String { all[random.integer(0...(all.count - 1))] }
      func time() -> String {
        let (day, hour) = (random.integer(10...28), random.integer(10...23))
        return pick(["", "2026-0\(random.integer(1...9))-\(day) \(hour):30:15", "1999-12-31", "2024-02-29 00:00:00"])
      }
      return [
        "a": pick(["", "1", "2.5", "-3", "0", "17", "1e6"]), "b": pick(["", "0", "3", "-0.5", "1e-3"]),
        "s": pick(["", "x", "Abc", "a b c", "12", "x1"]), "t": pick(["", "b", "12.5", "aa", "xB"]), "d": time(),
        "e": time(), "f": pick(["", "0", "1"]),
      ]
    }
  }

  @Test(arguments: 1...12) func agreesWithTheRules(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let rows = Self.rows(&random)
    var writer = Writer(random: SeededRandom(seed: seed + 1000))
    let texts = (0..<30).map { writer.metric(1 + $0 % 3) }
    let metrics = texts.enumerated().map { #"{ "name": "m\#($0)", "type": "mean", "value": "\#($1)" }"# }
    let lines = rows.enumerated().map { index, row in
      "\(index),\(old(index)),\(Self.columns.map { row[$0, default: ""] }.joined(separator: ","))"
    }
    let header = "user,variant,\(Self.columns.joined(separator: ","))"
    let spec = SmallSpec {
      $0.metrics = "[\(metrics.joined(separator: ", "))]"
      $0.rest = #", "inference": { "correction": "none" }"#
    }
    let parsed = ExperimentSpec.parse(bytes: Array(spec.json.utf8), file: "spec.json")
    let expressions = try #require(parsed.spec, "\(parsed.diagnostics.description)").metrics.map { metric in
      guard case .expression(let value)? = metric.metric.terms.first?.input else { return TypedExpression?.none }
      return value
    }
    let table = try await CSVTable(of: header, lines, ["--allow-unreadable"]) { $0 = spec }
    for (index, text) in texts.enumerated() {
      let expression = try #require(expressions[index], "\(text)")
      func mean(_ variant: String) throws -> Double {
        let own = rows.indices.filter { old($0) == variant }
        let values = try own.map { row -> Double in
          guard case .number(let number) = NaiveExpression(row: rows[row]).value(expression.root) else {
            throw Missing(text: text)
          }
          return number
        }
        return values.reduce(0, +) / Double(own.count)
      }
      let found = try #require(table.rows.first { $0["metric"] == "m\(index)" && $0["estimand"] == "absolute" })
      for (key, variant) in [("value_control", "old"), ("value_variant", "new")] {
        let expected = try mean(variant)
        #expect(
          isClose(found[key].flatMap(Double.init), expected, relative: 1e-9, absolute: 1e-9), "\(text): \(found)")
      }
    }
  }

  private struct Missing: Error { let text: String }
}
