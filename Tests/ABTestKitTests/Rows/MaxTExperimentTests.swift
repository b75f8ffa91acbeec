import TestSupport
import Testing

/// `"correction": "max-t"` through the binary, against NumPy on the rows.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct MaxTExperimentTests {
  struct Case: Decodable, Sendable {
    let metric: String
    let estimate: Double
    let adjusted: Double
    let bootstrapAdjusted: Double
    let interval: [Double]
  }

  private func table(_ metrics: String, _ correction: String = "max-t") async throws -> CSVTable {
    let rows = FixtureThree.rows.map { row in
      let values = row.split(separator: ",").suffix(2).compactMap { Double($0) }
      return "\(row),\(values[0] + 5 * values[1])"
    }
    return try await CSVTable(of: "user,variant,y,x,both", rows) {
      $0.metrics = metrics
      $0.rest = #", "inference": { "seed": 42, "correction": "\#(correction)" }"#
    }
  }

  private static func metrics(_ type: String = "mean", _ more: String = "") -> String {
    "["
      + ["y", "x", "both"].map {
        #"{ "name": "\#($0)", "type": "\#(type)", "column": "\#($0)", "role": "primary"\#(more) }"#
      }.joined(separator: ", ") + "]"
  }

  @Test(arguments: ["", #", "test": "bootstrap""#]) func agreesWithNumPy(test: String) async throws {
    let table = try await table(Self.metrics("mean", test))
    for example in try OracleTable.cases("max_t_experiment", as: Case.self) {
      let row = try table.row(example.metric, "absolute")
      #expect(isClose(try row.number("estimate"), example.estimate, relative: 1e-9))
      // Never below the p-value of the row's own test, which has another distribution.
      let adjusted = test.isEmpty ? example.adjusted : example.bootstrapAdjusted
      let expected = max(adjusted, try row.number("p_value"))
      #expect(isClose(try row.number("p_adjusted"), expected, relative: 1e-12), "\(example.metric)")
      guard test.isEmpty else { continue }
      // The pivot is asked for the normal critical value of the same tail; its shape has five digits.
      #expect(isClose(try row.number("ci_low_adjusted"), example.interval[0], relative: 1e-5))
      #expect(isClose(try row.number("ci_high_adjusted"), example.interval[1], relative: 1e-5))
    }
  }

  /// The correction costs less than Holm's where metrics hang together, and never less than nothing.
  @Test func liesBetweenTheRawAndTheHolmValue() async throws {
    let metrics = Self.metrics()
    let (maxT, holm) = (try await table(metrics), try await table(metrics, "holm"))
    var sums = (0.0, 0.0)
    for metric in ["y", "x", "both"] {
      let (row, other) = (try maxT.row(metric, "absolute"), try holm.row(metric, "absolute"))
      #expect(try row.number("p_adjusted") >= row.number("p_value"))
      sums = (sums.0 + (try row.number("p_adjusted")), sums.1 + (try other.number("p_adjusted")))
    }
    #expect(sums.0 < sums.1)
  }

  /// A quantile has no replicates, so the whole family falls back, and the report says to what and why.
  @Test func aFamilyWithoutReplicatesIsCorrectedByHolm() async throws {
    let metrics =
      String(Self.metrics().dropLast())
      + #", { "name": "median", "type": "quantile", "q": 0.5, "column": "y", "role": "primary" }]"#
    let (maxT, holm) = (try await table(metrics), try await table(metrics, "holm"))
    for metric in ["y", "x", "both", "median"] {
      let adjusted = try maxT.row(metric, "absolute")["p_adjusted"]
      #expect(try adjusted != "" && adjusted == holm.row(metric, "absolute")["p_adjusted"])
    }
  }
}
