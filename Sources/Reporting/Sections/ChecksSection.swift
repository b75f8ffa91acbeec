internal import Inference

/// The data checks and where every row went.
struct ChecksSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    [.heading(2, "Checks"), .table(table), .heading(3, "Where the rows went"), .table(ledger)]
  }

  /// The blocks that a terminal reader must know.
  var remarkable: [Block] {
    let lines: [Phrase] = analysis.checks.filter { $0.outcome == .warning || $0.outcome == .accepted }.map {
      "Check \($0.name): \($0.finding)."
    }
    return lines.isEmpty ? [] : [.bullets(lines)]
  }

  private var table: NumericTable {
    NumericTable(
      columns: [.init("Check"), .init("Outcome"), .init("p", .trailing), .init("Finding")],
      rows: analysis.checks.map { check in
        [
          .name(check.name), .name(check.outcome.rawValue, tone(check.outcome)),
          .init(.p(check.pValue)), .init(check.finding + counts(check) + accepted(check)),
        ]
      })
  }

  private func counts(_ check: DataCheck) -> Phrase {
    guard !check.counts.isEmpty else { return "" }
    let counts: [Phrase] = check.counts.map { "\($0.name): \(.count($0.count))" }
    return " (\(counts.joined(separator: ", ")))"
  }

  private func accepted(_ check: DataCheck) -> Phrase {
    check.acceptedBecause.map { "; accepted because \($0)" } ?? ""
  }

  private func tone(_ outcome: DataCheck.Outcome) -> Tone {
    switch outcome {
    case .passed: .good
    case .warning, .accepted: .warning
    case .failed: .bad
    }
  }

  /// Rows read = units analyzed + rows dropped by reason; then, per metric, units analyzed = kept + dropped.
  private var ledger: NumericTable {
    let exposure = analysis.exposure
    var rows: [[NumericTable.Cell]] = [line("rows read", exposure.rowsRead)]
    if let summed = exposure.rowsSummed { rows.append(line("rows summed up", summed)) }
    rows += exposure.variants.map { line("units in \($0.text)", $0.rows) }
    rows += exposure.drops.map { line("dropped: \($0.text)", $0.rows) }
    for metric in analysis.results.metrics.map(\.metric) where !metric.method.dropped.isEmpty {
      let (title, use) = (metric.title, metric.method)
      let what = exposure.isOfAggregates ? "rows" : "units"
      rows.append(line("\(title): \(what) kept", use.kept))
      rows += use.dropped.map { line("\(title): dropped, \($0.reason)", $0.units) }
    }
    return NumericTable(columns: [.init("What"), .init("Count", .trailing)], rows: rows)
  }

  private func line(_ text: String, _ count: Int) -> [NumericTable.Cell] {
    [.name(text), .init(.count(count))]
  }
}
