import Diagnostics
import LayerSupport
import Planning
import TestSupport
import Testing

@testable import Inference

/// Variants without units, and labels that are written in two ways.
@Suite struct LabelFaultsTests {
  private func faults(
    _ units: [Int], _ labels: [LabelCount] = [], drops: [ExposureLedger.Drop] = [],
    _ spec: (inout SmallSpec) -> Void = { _ in }
  ) throws -> String {
    let checked = try CheckedSummary(units, drops: drops, spec: spec).changing { $0.labels = labels }
    do throws(DiagnosticList) {
      try LabelFaults(plan: checked.plan, summary: checked.summary).check()
      return "nothing"
    } catch {
      return error.diagnostics.map(\.description).joined(separator: "\n")
    }
  }

  @Test func faultsOfLabelsAreSaidWithTheLineToPaste() throws {
    let factorial: (inout SmallSpec) -> Void = {
      $0.data += #", "variant": ["variant", "device"]"#
      $0.variants =
        #"[{ "name": "old", "control": true, "values": [["a", "x"]] }, { "name": "new", "values": [["b", "x"]] }]"#
    }
    func strange(_ rows: Int) -> ExposureLedger.Drop { .init(reason: .unknownLabel, rows: rows, examples: ["New"]) }
    let scenarios: KeyValuePairs<String, String> = [
      "all is well": try faults([5, 5]),
      "another case": try faults([5, 0], [.init(["old"], rows: 5), .init(["New"], rows: 3)], drops: [strange(3)]),
      "another name": try faults([5, 0], [.init(["old"], rows: 5), .init(["blue"], rows: 1)], drops: [strange(1)]),
      "many labels": try faults([5, 0], "abcdefg".map { .init([String($0)], rows: 4) }, drops: [strange(28)]),
      "only the control": try faults([5, 0], [.init(["old"], rows: 5)]),
      "all left out": try faults(
        [5, 0], [.init(["old"], rows: 9), .init(["new"], rows: 7)],
        drops: [.init(reason: .filtered, rows: 6), .init(reason: .beforeStart, rows: 5)]
      ) { $0.data += #", "where": "visits > 9""# },
      "files of their own": try faults([5, 0]) {
        $0.data = #", "unit": "user""#
        $0.variants = #"[{ "name": "old", "control": true }, { "name": "new" }]"#
      },
      "two columns": try faults(
        [5, 0], [.init(["a", "x"], rows: 5), .init(["B", " x"], rows: 2)], drops: [strange(2)], factorial),
      "two spellings": try faults(
        [5, 5],
        [.init(["old"], rows: 5), .init(["new"], rows: 5), .init(["ＮＥＷ"], rows: 2), .init(["o ld"], rows: 1)],
        drops: [strange(3)]),
      "a third arm": try faults(
        [5, 5], [.init(["old"], rows: 5), .init(["new"], rows: 5), .init(["newer"], rows: 2)], drops: [strange(2)]),
    ]
    TextSnapshot("Tests/Snapshots/Inference/label-faults.txt").expect(scenarios.map { ($0.key, $0.value) })
  }
}
