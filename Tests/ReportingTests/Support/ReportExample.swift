import Inference
import LayerSupport
import Planning
import SummarySQL
import TestSupport

@testable import Reporting

/// An experiment in memory with an answer of every kind that a report must show: 200 units in each of three variants.
enum ReportExample {
  static let provenance = Provenance(
    toolVersion: "1.2.3", gslVersion: "2.8", engine: "DuckDB 1.4.0", specSHA256: "ab12",
    sources: [
      .init(name: "units.csv", bytes: 12_345, sha256: "cd34"),
      .init(name: "big.csv", bytes: 9_876_543_210, sha256: nil),
    ], seed: 7)

  static let spec = SmallSpec {
    $0.data += #", "attributes": ["earlier"]"#
    $0.variants = #"[{ "name": "old", "control": true }, { "name": "new" }, { "name": "newer" }]"#
    $0.metrics = """
      [{ "name": "sale", "title": "Sales per visitor", "type": "proportion", "column": "sold", "role": "primary" },
       { "name": "spent", "type": "mean", "column": "spent", "role": "guardrail", "margin": "10%" },
       { "name": "earlier", "type": "mean", "column": "earlier", "role": "secondary", "direction": "neutral" }]
      """
    $0.rest = """
      , "title": "Color of the call to action", "hypothesis": "Red draws more clicks than green.",
      "owner": "growth@example.com", "notes": "- A list | with <markup>."
      """
  }

  /// - Parameters:
  ///   - sold: the number of units that bought, per variant.
  ///   - units: how many there are.
  static func arms(sold: [Int] = [40, 60, 44], units: [Int] = [200, 200, 200]) -> [[String: [Double]]] {
    zip(sold, units).map { sold, units in
      let spent = (0..<units).map { Double($0 * 37 % 101) + Double(sold) / 10 }
      return ["sold": .ones(sold, of: units), "spent": spent, "earlier": (0..<units).map { Double($0 * 13 % 17) }]
    }
  }

  static func analysis(_ spec: SmallSpec = spec, _ arms: [[String: [Double]]] = arms()) async throws
    -> ExperimentAnalysis
  {
    try await spec.plan().analysis(arms)
  }

  static func report(_ spec: SmallSpec = spec, _ arms: [[String: [Double]]] = arms()) async throws -> Report {
    Report(try await analysis(spec, arms), provenance: provenance)
  }
}

extension [Block] {
  /// As a terminal of 100 columns shows them.
  var text: String { TerminalText(width: 100, usesColor: false).render(self) }
}
