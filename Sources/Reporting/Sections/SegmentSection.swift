internal import Inference
internal import Specification
internal import Statistics

/// Whether effects differ between segments: the test first, then each value, alone and pooled.
struct SegmentSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    let all = analysis.results.segments.flatMap { segment in
      segment.metrics.flatMap { metric in
        metric.comparisons.map { Line(key: segment.key, metric: metric.metric, comparison: $0) }
      }
    }
    guard !all.isEmpty else { return [] }
    let shown = all.filter { $0.comparison.leading.status != .unread }
    return [
      .heading(2, "Segments"),
      .paragraph(
        "Segments explore: where the test of heterogeneity finds nothing, the values differ as chance makes them differ, "
          + "and the effect over all units is the better estimate for each."),
    ] + bullets(tests + unread(all)) + (shown.isEmpty ? [] : [.table(table(shown))] + corrections(shown))
  }

  private struct Line {
    let key: SegmentKey
    let metric: ReportedMetric
    let comparison: ComparisonResult
  }

  /// What is not known of any segment, said once.
  private func unread(_ lines: [Line]) -> [Phrase] {
    var seen = Set<String>()
    let missing = lines.filter { $0.comparison.leading.status == .unread && seen.insert($0.metric.name).inserted }
    guard let reason = missing.first?.comparison.leading.reason else { return [] }
    return ["\(missing.map(\.metric.title).joined(separator: ", ")): no segments, because \(reason)."]
  }

  private func bullets(_ lines: [Phrase]) -> [Block] { lines.isEmpty ? [] : [.bullets(lines)] }

  private var tests: [Phrase] {
    analysis.segments.map { effect -> Phrase in
      let what = "\(analysis.title(of: effect.metric)), \(effect.variant), by \(effect.attribute)"
      let isFound = effect.isHeterogeneous(alpha: analysis.spec.inference.alpha)
      let inconsistency = Quantity.level((effect.inconsistency * 100).rounded() / 100)
      var text: Phrase =
        "\(what): the effects \(isFound ? "differ" : "do not differ") by more than chance allows "
        + "(\(p: effect.pValue), I² = \(inconsistency))"
      if isFound, let p = effect.signChangeP {
        text +=
          ", with \(p < analysis.spec.inference.alpha ? "gains and losses" : "no proof of both gains and losses")"
          + " (\(p: p))"
      }
      if !effect.leftOut.isEmpty { text += "; without an estimate: \(effect.leftOut.joined(separator: ", "))" }
      return text + "."
    }
  }

  private func table(_ lines: [Line]) -> NumericTable {
    NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Segment"), .init("Units", .trailing),
        .init("Difference (CI)", .trailing), .init("Pooled", .trailing), .init("Adjusted p", .trailing),
      ],
      rows: lines.map { line in
        let leading = line.comparison.leading
        return [
          .name(line.metric.title), .name(line.comparison.variant),
          .init("\(line.key.attribute) = \(line.key.value ?? "no value")"), .init(leading.shownUnits),
          .init(leading.shownWithInterval), .init(leading.shown(pooled(line))),
          .init(.p(leading.family.pValue ?? leading.pValue)),
        ]
      })
  }

  private func pooled(_ line: Line) -> Double? {
    analysis.segments.first {
      $0.metric == line.metric.name && $0.variant == line.comparison.variant && $0.control == line.comparison.control
        && $0.attribute == line.key.attribute
    }?.values.first { $0.name == line.key.value }?.pooled
  }

  private func corrections(_ lines: [Line]) -> [Block] {
    bullets(Answer.FamilyShare.sentences(of: lines.map(\.comparison.leading)))
  }
}
