import TestSupport
import Testing

/// What other tools get wrong, through the program.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct OtherToolsTests {
  private func table(_ header: String, _ rows: [String], _ spec: SmallSpec) async throws -> CSVTable {
    let folder = try ScratchFolder()
    try folder.write(([header] + rows).map { $0 + "\n" }.joined(), to: "units.csv")
    try folder.write(spec.json, to: "spec.json")
    return try await CSVTable(analyzing: folder)
  }

  /// A bootstrap of rows believes the copies: seven of each narrow its interval to 1/√7. Of clusters nothing changes.
  @Test func aBootstrapDrawsClustersNotTheirRows() async throws {
    var random = SeededRandom(seed: 6)
    let events = (0..<60).flatMap { store in
      let level = 5 + random.normal()
      return (0..<random.integer(2...6)).map { _ in
        (store, store % 2 == 0 ? "old" : "new", ((level + 0.3 * random.normal()) * 1000).rounded() / 1000)
      }
    }
    func width(copies: Int) async throws -> (width: Double, p: Double) {
      let rows = events.enumerated().flatMap { index, event in
        (0..<copies).map { "\(index)-\($0),\(event.1),s\(event.0),\(event.2)" }
      }
      let spec = SmallSpec {
        $0.data = #", "unit": "user", "rows": "events", "cluster": "store""#
        $0.metrics = #"[{ "name": "y", "type": "mean", "column": "y", "test": "bootstrap" }]"#
        $0.rest = #", "inference": { "replicates": 499 }"#
      }
      let row = try await table("user,variant,store,y", rows, spec).row("y", "absolute")
      #expect(row["method"] == "bootstrap-t")
      return (try row.number("ci_high") - row.number("ci_low"), try row.number("p_value"))
    }
    let (once, often) = (try await width(copies: 1), try await width(copies: 7))
    #expect(isClose(often.width, once.width, relative: 1e-6) && often.p == once.p)
  }

  /// A floor under the variance in the metric's own unit makes seconds insignificant where milliseconds are significant.
  @Test func secondsAndMillisecondsSayTheSame() async throws {
    var random = SeededRandom(seed: 8)
    let loads = (0..<800).map { unit in
      Int((120 * (unit % 2 == 0 ? 1 : 0.95) * random.logUniform(0.8...1.25)).rounded())
    }
    let rows = loads.enumerated().map { unit, load in
      "\(unit),\(unit % 2 == 0 ? "old" : "new"),\(load),\(Double(load) / 1e6)"
    }
    let metrics = ["ms", "ks"].flatMap { column in
      [
        #"{ "name": "mean \#(column)", "type": "mean", "column": "\#(column)", "direction": "decrease" }"#,
        #"{ "name": "median \#(column)", "type": "quantile", "q": 0.5, "column": "\#(column)", "direction": "decrease" }"#,
        #"{ "name": "p90 \#(column)", "type": "quantile", "q": 0.9, "column": "\#(column)", "direction": "decrease" }"#,
      ]
    }
    let spec = SmallSpec { $0.metrics = "[\(metrics.joined(separator: ", "))]" }
    let table = try await table("user,variant,ms,ks", rows, spec)
    for metric in ["mean", "median", "p90"] {
      let (ms, ks) = (try table.row("\(metric) ms", "absolute"), try table.row("\(metric) ks", "absolute"))
      #expect(isClose(try ks.number("statistic"), try ms.number("statistic"), relative: 1e-9), "\(metric)")
      #expect(isCloseP(try ks.number("p_value"), try ms.number("p_value")), "\(metric)")
      // Its variance is far below 1e-5 in this unit.
      #expect(try ks.number("std_error") < 1e-5, "\(metric)")
      #expect(isClose(try ks.number("ci_low"), try ms.number("ci_low") / 1e6, relative: 1e-9), "\(metric)")
      let lifts = (try table.row("\(metric) ms", "relative"), try table.row("\(metric) ks", "relative"))
      #expect(isClose(try lifts.0.number("ci_high"), try lifts.1.number("ci_high"), relative: 1e-9), "\(metric)")
    }
    #expect(try table.row("median ks", "absolute").number("p_value") < 0.05)
  }

  /// A loss of 10 that becomes a loss of 8 is a gain, absolute and relative, and less of a cost.
  @Test func aSmallerLossIsALift() async throws {
    let rows = (0..<200).map { unit in
      let value = (unit % 2 == 0 ? -10.0 : -8) + Double((unit * 37) % 11 - 5) / 4
      return "\(unit),\(unit % 2 == 0 ? "old" : "new"),\(value),\(-value),\(value),2"
    }
    let spec = SmallSpec {
      $0.metrics = """
        [{ "name": "profit", "type": "mean", "column": "profit", "minimum_effect": "10%" },
          { "name": "loss", "type": "mean", "column": "loss", "direction": "decrease", "minimum_effect": "10%" },
          { "name": "per visit", "type": "ratio", "numerator": "total", "denominator": "visits", "margin": "5%" },
          { "name": "median", "type": "quantile", "q": 0.5, "column": "profit" }]
        """
      $0.rest = #", "inference": { "correction": "none" }"#
    }
    let table = try await table("user,variant,profit,loss,total,visits", rows, spec)
    for metric in ["profit", "per visit", "median"] {
      let (difference, lift) = (try table.row(metric, "absolute"), try table.row(metric, "relative"))
      #expect(try difference.number("estimate") > 0 && lift.number("estimate") > 0, "\(metric)")
      #expect(try lift.number("ci_low") > 0 && lift.number("ci_low") < lift.number("ci_high"), "\(metric)")
      #expect(
        lift["verdict"]?.hasPrefix("better") == true && difference["verdict"]?.hasPrefix("better") == true, "\(metric)")
    }
    #expect(try table.row("profit", "relative")["warnings"]?.contains("negativeControl") == true)
    let (profit, loss) = (try table.row("profit", "relative"), try table.row("loss", "relative"))
    #expect(isClose(try profit.number("estimate"), -(try loss.number("estimate")), relative: 1e-9))
    #expect(isClose(try profit.number("ci_low"), -(try loss.number("ci_high")), relative: 1e-9))
    let questions = table.rows.filter { $0["hypothesis"] == "superiority" && $0["null_value"]?.contains("0.1") == true }
    #expect(questions.count == 2 && questions.allSatisfy { $0["verdict"]?.hasPrefix("better") == true })
    #expect(isCloseP(try questions[0].number("p_value"), try questions[1].number("p_value")))
  }
}
