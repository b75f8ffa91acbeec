internal import Inference
internal import Specification
internal import Statistics

/// Whether effects differ between segments: the test first, then each value, alone and pooled.
struct SegmentSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    let rows = analysis.rows.filter { $0.segment != nil && $0.isLeading && $0.isOfDifference }
    guard !rows.isEmpty else { return [] }
    let shown = rows.filter { $0.status != .unread }
    return [
      .heading(2, "Segments"),
      .paragraph(
        "Segments explore: where the test of heterogeneity finds nothing, the values differ as chance makes them differ, "
          + "and the effect over all units is the better estimate for each."),
    ] + bullets(tests + unread(rows)) + (shown.isEmpty ? [] : [.table(table(shown))] + corrections(shown))
  }

  /// What is not known of any segment, said once.
  private func unread(_ rows: [ResultRow]) -> [String] {
    var seen = Set<String>()
    let missing = rows.filter { $0.status == .unread && seen.insert($0.metric).inserted }
    guard let reason = missing.first?.reason else { return [] }
    return ["\(missing.map { analysis.title(of: $0.metric) }.joined(separator: ", ")): no segments, because \(reason)."]
  }

  private func bullets(_ lines: [String]) -> [Block] { lines.isEmpty ? [] : [.bullets(lines)] }

  private var tests: [String] {
    analysis.segments.map { effect -> String in
      let what = "\(analysis.title(of: effect.metric)), \(effect.variant), by \(effect.attribute)"
      let isFound = effect.isHeterogeneous(alpha: analysis.spec.inference.alpha)
      let p = effect.pValue < 0.001 ? "p < 0.001" : "p = \(NumberStyle.pValue(effect.pValue))"
      var text =
        "\(what): the effects \(isFound ? "differ" : "do not differ") by more than chance allows (\(p), I² = "
        + "\(NumberStyle.level((effect.inconsistency * 100).rounded() / 100)))"
      if isFound, let p = effect.signChangeP {
        text +=
          ", with \(p < analysis.spec.inference.alpha ? "gains and losses" : "no proof of both gains and losses")"
          + " (p \(p < 0.001 ? "" : "= ")\(NumberStyle.pValue(p)))"
      }
      if !effect.leftOut.isEmpty { text += "; without an estimate: \(effect.leftOut.joined(separator: ", "))" }
      return text + "."
    }
  }

  private func table(_ rows: [ResultRow]) -> TextTable {
    TextTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Segment"), .init("Units", .trailing),
        .init("Difference (CI)", .trailing), .init("Pooled", .trailing), .init("Adjusted p", .trailing),
      ],
      rows: rows.map { row in
        let style = MetricStyle(row: row)
        let p = row.adjustedP ?? row.pValue
        return [
          .init(analysis.title(of: row.metric)), .init(row.variant),
          .init("\(row.segment?.attribute ?? "") = \(row.segment?.value ?? "no value")"),
          .init("\(NumberStyle.count(row.nControl)) / \(NumberStyle.count(row.nVariant))"),
          .init(style.estimateWithInterval), .init(pooled(row).map { style.estimate($0) } ?? "—"),
          .init(p.map(NumberStyle.pValue) ?? "—"),
        ]
      })
  }

  private func pooled(_ row: ResultRow) -> Double? {
    analysis.segments.first {
      $0.metric == row.metric && $0.variant == row.variant && $0.control == row.control
        && $0.attribute == row.segment?.attribute
    }?.values.first { $0.name == row.segment?.value }?.pooled
  }

  private func corrections(_ rows: [ResultRow]) -> [Block] {
    var seen = Set<String>()
    return bullets(rows.filter { seen.insert($0.family).inserted }.compactMap(FamilyText.sentence))
  }
}
