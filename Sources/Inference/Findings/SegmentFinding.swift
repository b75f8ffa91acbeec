internal import Planning
internal import Statistics

/// Whether effects differ between segments: the test first, then each value, alone and pooled.
package struct SegmentFinding: Finding {
  package static let key = "segments"
  package static let title = "Segments"
  package static let place = FindingPlace.chapter

  private let effects: [SegmentEffect]
  private let lines: [Line]
  private let titles: MetricTitles
  /// The error at which effects are said to differ.
  private let alpha: Double

  package init(_ source: FindingSource) {
    let (plan, drafts) = (source.plan, source.segmentDrafts)
    effects = plan.grouping.segments.flatMap { attribute in
      plan.metrics.flatMap { metric in
        plan.comparisons.compactMap { comparison in
          SegmentEffect(
            metric, comparison, attribute,
            drafts.filter {
              $0.segment?.attribute == attribute && $0.metric.name == metric.name && $0.comparison == comparison
            }, seed: plan.seed)
        }
      }
    }
    lines = source.results.segments.flatMap { segment in
      segment.metrics.flatMap { metric in
        metric.comparisons.map { Line(key: segment.key, metric: metric.metric, comparison: $0) }
      }
    }
    titles = source.titles
    alpha = plan.errors.alpha
  }

  /// A metric on a comparison in one segment.
  private struct Line {
    let key: SegmentKey
    let metric: ReportedMetric
    let comparison: ComparisonResult
  }

  package var body: [Block] {
    guard !lines.isEmpty else { return [] }
    let shown = lines.filter { $0.comparison.leading.status != .tooManySegments }
    return [
      .paragraph(
        "Segments are exploratory. Where the test for heterogeneity finds nothing, the values differ no more than by chance, "
          + "and the difference over all units is the better estimate for each segment.")
    ] + bullets(tests + unread) + (shown.isEmpty ? [] : [.table(table(shown))] + corrections(shown))
  }

  /// What is not known of any segment, said once.
  private var unread: [Phrase] {
    var seen = Set<String>()
    let missing = lines.filter {
      $0.comparison.leading.status == .tooManySegments && seen.insert($0.metric.name).inserted
    }
    guard let reason = missing.first?.comparison.leading.reason else { return [] }
    return ["\(missing.map(\.metric.title).joined(separator: ", ")): no segments, because \(reason)."]
  }

  private func bullets(_ lines: [Phrase]) -> [Block] { lines.isEmpty ? [] : [.bullets(lines)] }

  private var tests: [Phrase] {
    effects.map { effect -> Phrase in
      let what = "\(titles[effect.metric]), \(effect.variant), by \(effect.attribute)"
      let isFound = effect.isHeterogeneous(alpha: alpha)
      let inconsistency = Quantity.level((effect.inconsistency * 100).rounded() / 100)
      var text: Phrase =
        "\(what): \(effect.isOfOdds ? "the odds ratios" : "the effects") \(isFound ? "differ" : "do not differ") by more than chance allows "
        + "(\(p: effect.pValue), I² = \(inconsistency))"
      if isFound, let p = effect.signChangeP {
        text +=
          ", with \(p < alpha ? "gains and losses" : "no proof of both gains and losses")"
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
    effects.first {
      $0.metric == line.metric.name && $0.variant == line.comparison.variant && $0.control == line.comparison.control
        && $0.attribute == line.key.attribute
    }?.values.first { $0.name == line.key.value }?.pooled
  }

  private func corrections(_ lines: [Line]) -> [Block] {
    bullets(Answer.FamilyShare.sentences(of: lines.map(\.comparison.leading)))
  }

  package var record: Record? {
    .list(
      effects.map { effect in
        [
          "metric": .text(effect.metric), "control": .text(effect.control), "variant": .text(effect.variant),
          "attribute": .text(effect.attribute), "method": .text(effect.method.rawValue), "q": .number(effect.statistic),
          "df": .count(effect.degreesOfFreedom),
          "p_value": .number(effect.pValue), "i_squared": .number(effect.inconsistency),
          "p_sign_change": .number(effect.signChangeP), "values": .list(effect.values.map(record)),
          "left_out": .texts(effect.leftOut),
        ]
      })
  }

  private func record(_ value: SegmentEffect.Value) -> Record {
    [
      "value": .text(value.name), "estimate": .number(value.estimate), "std_error": .number(value.standardError),
      "pooled": .number(value.pooled), "pooled_std_error": .number(value.pooledError),
    ]
  }
}
