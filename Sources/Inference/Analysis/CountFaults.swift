internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// Counts of aggregates that contradict each other: without their rows half a variant may be gone; and sums that tell nothing.
struct CountFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  /// - Throws: one fault for each metric, with the rows.
  func check() throws(DiagnosticList) {
    let found = plan.counted.compactMap { counted -> Diagnostic? in
      guard let rows = summary.impossible.first(where: { $0.metric == counted.metric.name })?.rows else { return nil }
      if counted.successes == counted.trials {
        return Diagnostic(
          code: .impossibleCounts, at: plan.places.metrics[counted.metric.name] ?? plan.places.source.place,
          "\(quoted(counted.trials)) holds no numbers of units: \(units(rows))",
          remedy: "correct them in the data: they are whole numbers from 0 on; or leave the rows out with \"where\"")
      }
      return Diagnostic(
        code: .impossibleCounts, at: plan.places.metrics[counted.metric.name] ?? plan.places.source.place,
        "\(quoted(counted.successes)) of \(quoted(counted.trials)) are no counts of successes and trials: \(examples(rows))",
        remedy: remedy(rows))
    }
    let all = found + gaps + plan.metrics.indices.compactMap(squares) + plan.metrics.indices.compactMap(unpaired)
    if !all.isEmpty { throw DiagnosticList(all) }
  }

  /// Whether one variant has more blanks than another. Of pairs a blank takes both sides, which the checks say; and where as many
  /// rows are blank in every variant, something was not measured yet.
  private func isOneSided(_ index: Int) -> Bool {
    let blanks = Set(summary.cells[index].map { $0.dropped[.missing, default: 0] })
    return blanks.count > 1 && PairedSample(plan, index, summary.pairs?.groups) == nil
  }

  /// Numbers of units that are none, and blanks in the sums and counts of one variant.
  private var gaps: [Diagnostic] {
    let summed = plan.metrics.indices.filter(isOneSided).flatMap { plan.summedColumns(of: plan.metrics[$0]) }
    let found = summary.gaps.filter { $0.demand != .isThere || summed.contains($0.column) }
    return found.sorted { $0.column < $1.column }.map { gap in
      let metric = plan.metrics.first { $0.population.terms.contains { $0.column == gap.column } }
      let place = metric.flatMap { plan.places.metrics[$0.name] } ?? plan.places.source.place
      return Diagnostic(code: .impossibleCounts, at: place, "\(gap.fault): \(gap.rows.inWords)", remedy: gap.remedy)
    }
  }

  /// Sums of squares that no values have.
  private func squares(_ index: Int) -> Diagnostic? {
    let metric = plan.metrics[index]
    let isImpossible = summary.groups.contains { group in
      group.cells[index].contains { $0.moments.products[0, 0].isNaN && $0.moments.mean[0].isFinite }
    }
    guard metric.aggregateForm == .squares, isImpossible else { return nil }
    let columns = metric.population.terms.compactMap(\.column).map { quoted($0) }
    return Diagnostic(
      code: .impossibleCounts, at: plan.places.metrics[metric.name] ?? plan.places.source.place,
      "the sums of squares in \(columns[1]) are smaller than the sums in \(columns[0]) allow",
      remedy:
        "square each value before it is summed: a sum of squares is at least the square of the sum, divided by the units"
    )
  }

  /// Totals of which too few stand against each other.
  private func unpaired(_ index: Int) -> Diagnostic? {
    let metric = plan.metrics[index]
    let areKnown = summary.cells[index].allSatisfy { $0.moments.mean.allSatisfy(\.isFinite) }
    guard metric.aggregateForm == .totals, areKnown, PairedSample(plan, index, summary.pairs?.groups) == nil else {
      return nil
    }
    let why =
      summary.pairs.map {
        "fewer than \(PairedTotals.fewest) values of \(quoted($0.column)) are found in every variant"
      }
      ?? "no column has values, such as days, that are found in every variant"
    let isMean = metric.population.terms.last?.kind == .count
    return Diagnostic(
      code: .unpairedRows, at: plan.places.metrics[metric.name] ?? plan.places.source.place,
      "nothing tells how \(quoted(metric.name)) scatters: it has sums without their squares, and \(why)",
      remedy: "give a row per day and variant"
        + (summary.pairs == nil ? ", and name the day's column with \"pair\" in \"data\"" : ", for three days or more")
        + (isMean ? "; or add \"sum_squares\" to the metric" : ""))
  }

  private func units(_ rows: [RowExample]) -> String {
    rows.map { "\(shortened(written($0, 1))) (\($0.place))" }.joined(separator: ", ")
  }

  /// Successes or trials as they are written.
  private func written(_ row: RowExample, _ column: Int) -> String { row.texts[column] ?? "" }

  private func remedy(_ rows: [RowExample]) -> String {
    let texts = rows.flatMap { $0.texts.compactMap(\.self) }
    if texts.allSatisfy({ $0.wholeMatch(of: /\d{1,3}(\.\d{3})+/) != nil }) {
      return
        "if the points stand between thousands, add \"numbers\": { \"decimal\": \",\", \"thousands\": \".\" } to \"data\""
    }
    return
      "correct them in the data: both are whole numbers from 0 on, and successes are never more than trials; or leave the rows out with \"where\""
  }

  private func examples(_ rows: [RowExample]) -> String {
    rows.map { "\(shortened(written($0, 0))) of \(shortened(written($0, 1))) (\($0.place))" }.joined(separator: ", ")
  }
}

extension AggregateGap {
  fileprivate var fault: String {
    switch demand {
    case .isCount: "\(quoted(column)) holds no numbers of units"
    case .isThere: "\(quoted(column)) lacks numbers of a variant"
    case .isNotNegative: "\(quoted(column)) holds sums of squares below 0"
    }
  }

  fileprivate var remedy: String {
    switch demand {
    case .isCount:
      "correct them in the data: they are whole numbers from 0 on, as \"numbers\" says that they are written; or leave the rows out with \"where\""
    case .isThere:
      "fill them in the data, with 0 where nothing was counted; or leave the rows of that time out in every variant with \"where\""
    case .isNotNegative:
      "square each value before it is summed: a sum of squares is never negative; or leave the rows out with \"where\""
    }
  }
}
