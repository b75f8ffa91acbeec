import TestSupport
import Testing

/// Intervals of what Benjamini and Hochberg select: of R among m at the level 1 − R·q/m (Benjamini and Yekutieli 2005).
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct SelectedIntervalsTests {
  private static let names = ["a", "b", "c", "d"]

  /// 400 units with four means, of which `a` and `b` differ by half a standard deviation.
  private static let rows = (0..<400).map { unit in
    let values = names.enumerated().map { place, name in
      let shift = place < 2 && unit % 2 == 1 ? 0.15 : 0
      return "\(HashStream.uniform(seed: 9, key: "\(name)\(unit)", draw: 0) + shift)"
    }
    return "\(unit),\(old(unit)),\(values.joined(separator: ","))"
  }

  private func table(alpha: String = "0.05") async throws -> CSVTable {
    try await CSVTable(of: "user,variant,a,b,c,d", Self.rows) {
      let metrics = Self.names.map { name in
        #"{ "name": "\#(name)", "type": "mean", "column": "\#(name)", "role": "\#(name == "d" ? "primary" : "secondary")" }"#
      }
      $0.metrics = "[\(metrics.joined(separator: ", "))]"
      $0.rest = #", "inference": { "alpha": \#(alpha) }"#
    }
  }

  @Test func haveTheLevelOfTheFalseCoverageRate() async throws {
    let (table, other) = (try await table(), try await table(alpha: "0.03333333333333333"))
    let secondary = Self.names.filter { $0 != "d" }
    let selected = try secondary.filter { try table.row($0, "absolute").number("p_adjusted") < 0.05 }
    #expect(selected == ["a", "b"])
    for name in secondary {
      let (row, wide) = (try table.row(name, "absolute"), try other.row(name, "absolute"))
      guard selected.contains(name) else {
        #expect(row["ci_low_adjusted"] == "" && row["ci_high_adjusted"] == "")
        continue
      }
      // Two of three at 5 %.
      #expect(isClose(try row.number("ci_low_adjusted"), try wide.number("ci_low"), relative: 1e-9))
      #expect(isClose(try row.number("ci_high_adjusted"), try wide.number("ci_high"), relative: 1e-9))
    }
  }
}
