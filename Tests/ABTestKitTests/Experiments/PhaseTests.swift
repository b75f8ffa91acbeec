import TestSupport
import Testing

/// A ramp: weights that changed while units arrived (Methods/sample-ratio, "Ramps").
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct PhaseTests {
  /// Units of both phases of the example, (1010, 8990) at 0.1 and 0.9 and (2510, 2490) at one half, a tenth of the latter; a
  /// tenth of the first phase converts, three tenths of the second, whatever the variant.
  private func folder(_ phases: String, _ counts: [[Int]] = [[1010, 8990], [2510, 2490]]) throws -> ScratchFolder {
    var (rows, number) = (["user,variant,at,sold"], 0)
    for (phase, counts) in counts.enumerated() {
      for (variant, count) in zip(["old", "new"], counts) {
        for unit in 0..<count {
          number += 1
          let sold = unit % 10 < (phase == 0 ? 1 : 3) ? 1 : 0
          rows.append("\(number),\(variant),2026-03-0\(phase + 1)T\(10 + unit % 10):00:00Z,\(sold)")
        }
      }
    }
    let folder = try ScratchFolder()
    try folder.write(rows.map { $0 + "\n" }.joined(), to: "units.csv")
    let spec = SmallSpec { $0.data = #", "unit": "user", "time": "at", "phases": \#(phases)"# }
    try folder.write(spec.json, to: "spec.json")
    return folder
  }

  private static let ramp = #"[{ "until": "2026-03-02", "weights": [0.1, 0.9] }, { "weights": [1, 1] }]"#

  /// Of (1010, 8990) at 0.1/0.9 and of (2510, 2490) at one half both p-values are above one half.
  @Test func theRatioIsTestedPhaseByPhase() async throws {
    let folder = try folder(Self.ramp)
    let table = try await CSVTable(analyzing: folder)
    let checks = try JSONResults(folder.bytes(of: "results.json")).checks
    let check = try #require(checks.first { $0.name == "sample ratio by phase" })
    #expect(check.outcome == "passed" && !checks.contains { $0.name == "sample ratio" })
    #expect(check.pValue == 1)
    // Pooled over the phases new converts at 14.3 %, old at 24.3 %: Simpson's paradox. Within them there is no difference.
    let row = try table.row("sale", "absolute")
    #expect(try abs(row.number("estimate")) < 1e-3 && row["verdict"] == "inconclusive")
    #expect(row["path"]?.contains("strata(2)") == true)
  }

  @Test func aMismatchInOnePhaseRefusesTheVerdict() async throws {
    let folder = try folder(Self.ramp, [[1010, 8990], [2800, 2200]])
    let table = try await CSVTable(analyzing: folder)
    let report = try #require(folder.text(of: "report.md"))
    #expect(report.contains("least of all in phase 2"))
    #expect(try table.row("sale", "absolute")["status"] == "mismatch")
  }

  /// What comes after the end of the last phase belongs to none.
  @Test func unitsAfterTheLastPhaseAreCountedApart() async throws {
    let phases =
      #"[{ "until": "2026-03-02", "weights": [0.1, 0.9] }, { "until": "2026-03-02T15:00:00Z", "weights": [1, 1] }]"#
    let table = try await CSVTable(analyzing: try folder(phases))
    #expect(try table.row("sale", "absolute")["n_control"] == "\(1010 + 1255)")
  }
}
