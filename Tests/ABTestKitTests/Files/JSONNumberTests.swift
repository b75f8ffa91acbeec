import TestSupport
import Testing

/// Numbers of JSON have a point before decimals, whatever texts beside them have.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct JSONNumberTests {
  private func values(_ data: String) async throws -> [Double] {
    let rows = (0..<40).map { unit in
      let value = "1.\(200 + unit)"
      return
        #"{ "user": "u\#(unit)", "variant": "\#(old(unit))", "price": "1.200,\#(50 + unit % 2)", "sold": \#(value) }"#
        + "\n"
    }
    let spec = SmallSpec {
      $0.source = "units.jsonl"
      $0.data += data
      $0.metrics =
        #"[{ "name": "sold", "type": "mean", "column": "sold" }, { "name": "price", "type": "mean", "column": "price" }]"#
    }
    let found = try await analyzedRows(spec, ["units.jsonl": rows.joined()]).filter { $0["estimand"] == "absolute" }
    return try found.flatMap { row in
      try ["value_control", "value_variant"].map { try #require(row[$0].flatMap(Double.init)) }
    }
  }

  /// The means of 1.200, 1.202, ... and 1.201, 1.203, ..., and of 1200.50 and 1200.51.
  @Test(arguments: [
    #", "numbers": { "decimal": ",", "thousands": "." }"#,
    #", "columns": { "price": { "numbers": { "decimal": ",", "thousands": "." } } }"#,
  ]) func haveAPoint(data: String) async throws {
    let found = try await values(data)
    let expected = old(0) == "old" ? [1.219, 1.22, 1200.5, 1200.51] : [1.22, 1.219, 1200.51, 1200.5]
    #expect(zip(found, expected).allSatisfy { isClose($0, $1, relative: 1e-12) }, "\(found)")
  }
}
