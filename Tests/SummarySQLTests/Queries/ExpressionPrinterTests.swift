import LayerSupport
import Planning
import Tables
import Terms
import TestSupport
import Testing

@testable import SummarySQL

/// Conditions of a spec as a database reads them: `n` is a column of numbers, `t` of texts, `b` of truth values.
@Suite struct ExpressionPrinterTests {
  private static let schema = TableSchema([
    "user": .text, "variant": .text, "sold": .integer, "n": .real, "t": .text, "b": .truth, "at": .time,
  ])

  private func filter(_ text: String) throws -> (TypedExpression, ExpressionPrinter) {
    let escaped = text.replacing("\"", with: "\\\"")
    let plan = try SmallSpec(
      metric: #"{ "name": "m", "type": "proportion", "column": "sold", "where": "\#(escaped)" }"#
    ).plan(Self.schema)
    let columns = SourceColumns(dialect: DuckDBDialect(), source: plan.source)
    return (try #require(plan.filters.first), ExpressionPrinter(columns: columns))
  }

  private func sql(_ text: String) throws -> String {
    let (filter, printer) = try filter(text)
    return printer.print(filter.root)
  }

  private static let texts = [
    "n = 1", "n != 2", "n < 3", "n <= 4", "n > 5", "n >= 6", "n + 1 = n - 2", "n * 2 = n / 3", "-n < 0.5", "n > 1e3",
    "t = 'x'", "t = 'it''s'", "t > 5", "t", "b", "not b", "b = false", "b = (n = 1)", "at >= '2026-03-01'",
    "n = 1 and t = 'x' and b", "n = 1 or t = 'x' or b", "(n = 1 or b) and not (t = 'x')",
    "n in (1, 2, 3)", "t not in ('a', 'b')", "n between 1 and 2", "n not between n - 1 and 2", "t is null",
    "n is not null",
    "t like 'a%'", "t not like '%b'", "coalesce(n, 0) > 1", "abs(n) > ln(2)", "least(n, 1, 2) < greatest(n, 3)",
    "length(t) = 2", "lower(t) = 'x'", "case when n > 1 then 'a' when b then 'b' else 'c' end = t",
    "ceil(n) + floor(n) = round(n, 2)", "sqrt(n) > log10(n)", "exp(n) > round(n)", "nullif(n, 0) > 1", "number(t) > 1",
    "upper(trim(t)) = concat(t, 'x')", "replace(t, 'a', 'b') = substr(t, 1, 3)", "text(n + 1) = '2'",
    "text(b and b) = 'true'",
    "date(at) = '2026-03-01'", "t >= '2026-03-01T12:00:00+01:00'", "text(date(t)) = '2026-03-01 00:00:00'",
    "year(t) + month(t) + day(t) + hour(t) > weekday(at)", "date_diff('day', t, at) > date_diff('hour', at, t)",
    "case when n > 1 then true end", "coalesce(t, null) is null", "true or false",
  ]

  @Test func conditionsAreSQLOfTheDialect() throws {
    let found = try Self.texts.map { (name: $0, text: try sql($0)) }
    TextSnapshot("Tests/Snapshots/SummarySQL/expressions.txt").expect(found)
  }

  /// The list above has every operator and every function of the language.
  @Test func everyOperatorAndFunctionIsPrinted() throws {
    var (arithmetic, comparisons, functions) = (Set<String>(), Set<String>(), Set<String>())
    func visit(_ expression: Terms.Expression) {
      switch expression.node {
      case .arithmetic(let sign, _, _): arithmetic.insert(sign.rawValue)
      case .comparison(let sign, _, _): comparisons.insert(sign.rawValue)
      case .call(let function, _): functions.insert(function.rawValue)
      default: break
      }
      expression.parts.forEach(visit)
    }
    for text in Self.texts { visit(try filter(text).0.root) }
    #expect(arithmetic == Set(ArithmeticOperator.allCases.map(\.rawValue)))
    #expect(comparisons == Set(ComparisonOperator.allCases.map(\.rawValue)))
    #expect(functions == Set(ScalarFunction.allCases.map(\.rawValue)))
  }

  /// By scalars: to Swift, a quote with a combining mark on it is another character.
  @Test func aTextCannotEndItsQuotes() throws {
    #expect(try sql("t = 'a''\u{301}b'") == "(nullif(trim(u4), '') = 'a''\u{301}b')")
  }
}
