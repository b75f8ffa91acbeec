internal import Diagnostics
internal import Planning
internal import Statistics
internal import Tables
internal import Terms

/// Metrics of which a variant has no value: nothing is left to compare, and a report would say so with dashes.
///
/// A variant whose windows are not over yet lacks nothing, and units that came with no event had none.
struct EmptyFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  func check() throws(DiagnosticList) {
    let empty = plan.accepted[.empty] == nil ? plan.metrics.indices.compactMap(fault) : []
    let found = empty + LostEvents.all(plan, summary).compactMap(withoutEvents)
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  private func fault(_ index: Int) -> Diagnostic? {
    let (metric, cells) = (plan.metrics[index], summary.cells[index])
    let empty = cells.indices.filter { cells[$0].hasNoTrials(of: metric) || isEmpty(cells[$0]) }
    // Doses are compared over all variants.
    guard !empty.isEmpty, metric.method.comparesVariants || empty.count == cells.count else { return nil }
    let why = DropReason.allCases.compactMap { reason -> String? in
      let count = empty.reduce(0) { $0 + number(cells[$1], reason) }
      return count == 0 ? nil : "\(count) \(reason.rawValue)\(summary.shown(metric, reason).map { " (\($0))" } ?? "")"
    }
    let whose =
      empty.count == cells.count ? "" : " in \(listed(empty.map { quoted(plan.variants[$0].name) }))"
    guard !why.isEmpty else {
      return Diagnostic(
        code: .unmeasuredMetric, at: plan.places.metrics[metric.name] ?? plan.places.source.place,
        "the metric \(quoted(metric.name)) has no value\(whose): its trials are 0 in every row",
        remedy: "fill the column of \"trials\" in the data; \(orAccept)")
    }
    let all = Set(empty.flatMap { reasons(cells[$0]) })
    return Diagnostic(
      code: .unmeasuredMetric, at: plan.places.metrics[metric.name] ?? plan.places.source.place,
      "the metric \(quoted(metric.name)) has no value\(whose): \(why.joined(separator: ", "))",
      remedy: DropReason.allCases.filter(all.contains).map { remedy($0, metric) }.joined(separator: "; ")
        + "; \(orAccept)")
  }

  /// Variants all of whose events are lost to faults of the log. Nobody can accept that: the units would count as those without events.
  private func withoutEvents(_ lost: LostEvents) -> Diagnostic? {
    let (loss, gone) = (lost.loss, lost.gone)
    guard !gone.isEmpty, let metric = lost.metrics.first, let text = EventLossText(loss, plan, summary) else {
      return nil
    }
    let whose = gone.map { quoted(plan.variants[$0].name) }
    let number = gone.reduce(0) { $0 + loss.arms[$1].lost }
    let names = lost.metrics.map { quoted($0.name) }
    return Diagnostic(
      code: .unmeasuredMetric, at: plan.places.metrics[metric.name] ?? plan.places.source.place,
      "the metric\(names.count == 1 ? "" : "s") \(listed(names)) ha\(names.count == 1 ? "s" : "ve") no usable event in \(listed(whose)): "
        + "all \(number) in the fact \(quoted(loss.fact)) \(text.lack)"
        + (text.rows.isEmpty ? "" : " (\(text.rows.inWords))"),
      remedy: "\(text.remedy), name another column, or leave the metric\(names.count == 1 ? "" : "s") out"
    )
  }

  private var orAccept: String {
    "if there is none to be had, add \"accept\": { \"empty\": \"...\" } to \"decision\" with the reason"
  }

  /// Whether a variant has no value although its windows are over.
  private func isEmpty(_ cell: MetricCell) -> Bool {
    cell.kept == 0 && !reasons(cell).isEmpty && cell.dropped[.immature, default: 0] == 0
  }

  private func reasons(_ cell: MetricCell) -> [DropReason] { DropReason.allCases.filter { number(cell, $0) > 0 } }

  /// Units, or where these are summed up the rows behind them.
  private func number(_ cell: MetricCell, _ reason: DropReason) -> Int {
    max(cell.dropped[reason, default: 0], cell.droppedRows[reason, default: 0])
  }

  private func remedy(_ reason: DropReason, _ metric: PlannedMetric) -> String {
    // Columns that are made of events, or by an expression, cannot be filled.
    let columns = unique(metric.population.terms.compactMap(\.column)).filter {
      plan.files.schema[$0] != nil && !plan.files.isComputed($0)
    }.map { quoted($0) }
    let mayBeZero = !metric.takesLogarithm && metric.population.terms.count == 1
    switch reason {
    case .filtered: return "widen the condition \(quoted(metric.filterText ?? "")) of the metric"
    case .immature: return "shorten the window"
    case .missing:
      return (columns.isEmpty ? "give the values in the data" : "fill \(listed(columns)) in the data")
        + (mayBeZero ? ", or add \"missing\": \"zero\" to the metric if a blank means that nothing happened" : "")
    case .unreadable: return "say with \"numbers\" in \"data\" how the values are written"
    case .notFinite, .impossible: return "correct the values in the data"
    case .negative: return "name a column of amounts that are not negative"
    case .notPositive: return "leave the logarithm out, or keep amounts above 0 alone with \"where\""
    }
  }
}

extension MetricCell {
  /// Whether rows of aggregates have no trials.
  func hasNoTrials(of metric: PlannedMetric) -> Bool {
    metric.aggregateForm == .counts && kept > 0 && moments.mean.last == 0
  }
}
