internal import Diagnostics
internal import Inference
internal import Specification
internal import Statistics
internal import Terms

/// The page of the documentation that shows every cell of the composition matrix with its method and its calibration.
///
/// Apart from the time that it took, it follows from the seed and the number of runs.
package struct MatrixArticle {
  package let calibration: Calibration
  package let runs: Int
  /// The results by the key of the cell; cells that the program refuses have none.
  package let results: [String: MatrixResult]
  /// What the simulation took on all processors together, as the page says it.
  package let time: String

  package init(_ calibration: Calibration, runs: Int, results: [MatrixResult], time: String) {
    self.calibration = calibration
    self.runs = runs
    self.results = Dictionary(uniqueKeysWithValues: results.map { ($0.cell.key, $0) })
    self.time = time
  }

  package var text: String {
    ([introduction, findings, axes, overview, reading, "## Metric by metric"] + MatrixKind.all.map(section)
      + ["## Why cells are undefined", reasons, time]).joined(separator: "\n\n") + "\n"
  }

  /// The result of a cell in words.
  package func texts(_ cell: MatrixCell) -> MatrixCellText { MatrixCellText(cell, results[cell.key]) }

  // MARK: Overview

  /// What every type of the grammar does on each axis; types that come later are lines of their own.
  private var overview: String {
    let adjustments = MatrixTable(
      header: ["metric"] + MatrixAdjustment.allCases.map(\.rawValue) + MatrixUnits.allCases.dropFirst().map(\.rawValue),
      rows: MatrixKind.all.map { kind in
        let cells =
          MatrixAdjustment.allCases.map { MatrixCell(kind, .units, $0, .auto) }
          + MatrixUnits.allCases.dropFirst().map { MatrixCell(kind, $0, .none, .auto) }
        return [kind.name] + cells.map { texts($0).summary }
      })
    let designs = [FixedHorizon.name] + MatrixInference.all.map(\.rawValue) + Vocabularies.design.planned
    let inference = MatrixTable(
      header: ["metric"] + designs,
      rows: MatrixKind.all.map { kind in
        let tests = [MetricTest.auto] + MatrixInference.all
        return [kind.name] + tests.map { texts(MatrixCell(kind, .units, .none, $0)).summary }
          + Vocabularies.design.planned.map { _ in Self.later }
      })
    let questions = MatrixTable(
      header: ["metric"] + Estimand.allCases.map(\.rawValue) + MatrixQuestion.allCases.map(\.rawValue),
      rows: MatrixKind.all.map { kind in
        let texts = texts(MatrixCell(kind, .units, .none, .auto))
        return [kind.name] + Estimand.allCases.map { texts.coverage(on: $0) }
          + MatrixQuestion.allCases.map { texts.error(of: $0) }
      })
    return [
      "### Variance reduction and units of assignment", adjustments.text,
      "### Inference", inference.text, "### Scales and questions",
      questions.text,
    ].joined(separator: "\n\n")
  }

  package static let later = "later"

  /// Metric types without cells, as the grammar spells them.
  package static let otherTypes =
    MatrixKind.proportions.map { (name: $0.type, why: "as \(MatrixKind.all[0].name)") }

  // MARK: Metric by metric

  private func section(_ kind: MatrixKind) -> String {
    let own = [MetricTest.auto] + MatrixInference.all
    let tables = own.filter { kind.metric.tests.contains($0) }.map { test in
      "#### \(MatrixInference.heading(test))\n\n" + MatrixTable(kind, test, texts).lines.joined(separator: "\n")
    }
    let later = MatrixTable(
      header: ["inference", "type I error and coverage"],
      rows: own.filter { !kind.metric.tests.contains($0) }.map {
        [$0.rawValue, texts(MatrixCell(kind, .units, .none, $0)).noDifference]
      } + Vocabularies.design.planned.map { [$0, Self.later] })
    return
      (["### \(kind.name)", "`\(kind.metric.type)`: `{ \(kind.keys) }`."] + tables + [
        "#### Other inference", later.lines.joined(separator: "\n"),
      ]).joined(separator: "\n\n")
  }

  // MARK: Reasons

  /// Each reason that some cell gives, with its words; those of refused specs are the messages of the program.
  private var reasons: String {
    var found: [String: Set<String>] = [:]
    for kind in MatrixKind.all {
      // A test that a type does not have is one example, not all of them.
      let absent = MetricTest.allCases.first { !kind.metric.tests.contains($0) }
      for cell in (kind.metric.tests + [absent].compactMap(\.self)).flatMap({ MatrixCell.cells(of: kind, $0) }) {
        for fault in [cell.refusal] + MatrixQuestion.allCases.map({ cell.test == .auto ? cell.refusal(of: $0) : nil }) {
          if let fault { found[fault.code.rawValue, default: []].insert(fault.message) }
        }
      }
    }
    let codes = Set(results.values.flatMap { Array($0.null.refusals) + Array($0.effect.refusals) })
    let lines =
      UndefinedScale.allCases.map { "- **\($0.rawValue)**: \($0.explanation)." }
      + NotEstimable.allCases.filter(codes.contains).map { "- `\($0.rawValue)`: \($0.explanation)\(addition($0))." }
      + found.sorted { $0.key < $1.key }.map { code, messages in
        "- `\(code)`: the spec is refused: " + messages.sorted().joined(separator: "; ") + "."
      }
    return lines.joined(separator: "\n")
  }

  /// What a reason means to a method that draws units again.
  private func addition(_ reason: NotEstimable) -> String {
    reason == .tooFew ? "; for a bootstrap: more than one draw in a hundred leaves nothing to compare" : ""
  }
}
