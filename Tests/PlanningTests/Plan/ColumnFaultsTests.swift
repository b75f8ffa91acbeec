import Diagnostics
import LayerSupport
import Tables
import TestSupport
import Testing

@testable import Planning

/// What is wrong between the names of a spec and the columns of its files: the code, the place in the text, and the remedy.
@Suite struct ColumnFaultsTests {
  private func texts(_ faults: [Diagnostic]) -> String {
    faults.map { "\($0.place.line):\($0.place.column): \($0.message) [\($0.code.rawValue)]\n    \($0.remedy ?? "")" }
      .joined(separator: "\n")
  }

  private static let columns = TableSchema([
    "user": .text, "variant": .text, "sold": .integer, "day": .time, "at": .instant, "shape": .other("GEOMETRY"),
    "name": .text, "city": .text,
  ])

  private func faults(_ change: (inout SmallSpec) -> Void, _ schema: TableSchema = columns) -> String {
    texts(SmallSpec(change).faults(schema))
  }

  private func metric(_ keys: String) -> String {
    faults { $0.metrics = #"[{ "name": "m", \#(keys) }]"# }
  }

  @Test func whatIsWrongIsSaidWithPlaceAndRemedy() {
    TextSnapshot("Tests/Snapshots/Planning/column-faults.txt").expect([
      ("a misspelt column", metric(#""type": "mean", "column": "sould""#)),
      ("no column like it", metric(#""type": "mean", "column": "revenue""#)),
      ("times where numbers are needed", metric(#""type": "mean", "column": "day""#)),
      ("a type of no use", metric(#""type": "proportion", "column": "shape""#)),
      ("a covariate of times", metric(#""type": "mean", "column": "sold", "covariates": ["at"]"#)),
      ("a time used as a number", metric(#""type": "mean", "column": "sold", "where": "day > 5""#)),
      ("an order of two texts", metric(#""type": "mean", "column": "sold", "where": "name < city""#)),
      (
        "every key of the data",
        faults {
          $0.data = #"""
            , "unit": "usr", "variant": "group", "cluster": "teem", "attributes": ["naem"], "where": "cty = 'x'"
            """#
        }
      ),
      ("a time of exposure that is a number", faults { $0.data += #", "time": "sold""# }),
      (
        "counts of many units",
        faults {
          $0.data = #", "rows": "aggregates", "units": "n""#
          $0.metrics = #"[{ "name": "m", "type": "proportion", "successes": "day", "trials": "sold" }]"#
        }
      ),
      (
        "columns that differ in case",
        faults({ _ in }, TableSchema(["user": .text, "variant": .text, "sold": .text, "Sold": .text]))
      ),
      (
        "a column twice and one without a name",
        faults({ _ in }, TableSchema(["user": .text, "variant": .text, "sold": .text, "sold": .text, " ": .text]))
      ),
      ("another delimiter", faults({ _ in }, TableSchema(["user;variant;sold": .text]))),
      ("tabs", faults({ _ in }, TableSchema(["user\tvariant\tsold": .text]))),
    ])
  }

  /// A letter with an accent, and the letter with a combining mark, are the same text to Swift and two names to an engine.
  @Test func otherCodePointsAreAnotherColumn() throws {
    let schema = TableSchema(["user": .text, "variant": .text, "pri\u{301}ce": .real])
    let faults = SmallSpec(metric: "{ \"name\": \"m\", \"type\": \"mean\", \"column\": \"pr\u{ED}ce\" }").faults(schema)
    #expect(faults.map(\.code) == [.unknownColumn])
    #expect(faults.first?.remedy?.contains("other code points") == true)
  }

  @Test func aDraftWithOtherFaultsIsCheckedToo() throws {
    let spec = try SmallSpec(metric: #"{ "name": "m", "type": "mean", "column": "spend" }"#).parsed()
    let found = AnalysisPlan.columnFaults(spec, schema: .units)
    #expect(found.map(\.code) == [.unknownColumn] && found.first?.remedy == #"did you mean "spent"?"#)
  }

  @Test func moreCovariatesThanBitsAreRefused() throws {
    let names = (0...60).map { "c\($0)" }
    let schema = TableSchema(
      fields: TableSchema.units.fields + names.map { TableSchema.Field(name: $0, type: .real) })
    func faults(_ names: ArraySlice<String>) -> [DiagnosticCode] {
      let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
      return SmallSpec {
        $0.data += #", "attributes": [\#(list)]"#
        $0.metrics = #"[{ "name": "m", "type": "mean", "column": "spent", "covariates": [\#(list)] }]"#
      }.faults(schema).map(\.code)
    }
    #expect(faults(names[...]) == [.tooManyCovariates] && faults(names.dropLast()).isEmpty)
  }
}
