internal import Diagnostics
internal import Planning
internal import Tables
internal import Terms

/// What only the rows reveal and no report could be made of.
struct RowFaults {
  let plan: AnalysisPlan
  let summary: ExperimentSummary

  private var exposure: ExposureLedger { summary.exposure }

  private var source: String { shortened(plan.places.source.value) }

  func check() throws(DiagnosticList) {
    let found = [differingRepeats, differingUnits, noUnits].compactMap { $0 }
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  /// The key that names the column of labels.
  private var labelKey: String {
    if case .assigned = plan.crossing { quoted("assigned") } else { quoted("variant") }
  }

  /// Rows of one unit that disagree cannot be summed up by any rule that nobody asked for.
  private var differingRepeats: Diagnostic? {
    guard let drop = exposure[.differingRepeats], let unit = plan.places.unit else { return nil }
    let examples = drop.examples.map { quoted($0) }.joined(separator: ", ")
    let who = drop.units == 1 ? "1 unit has" : "\(drop.units) units have"
    guard plan.source.rows == .units else {
      return Diagnostic(
        code: .differingEvents, at: unit.place,
        "\(who) events that differ in \(list(ownColumns)), for example \(unit.value) \(examples)",
        remedy:
          "write the same value in every event of a unit, one that was known before its first event, or leave the column out"
      )
    }
    return Diagnostic(
      code: .differingRepeats, at: unit.place,
      "\(who) several rows that differ in a column in use, for example \(unit.value) \(examples)",
      remedy: "keep one row per unit in \(source), or name the column that identifies the units")
  }

  /// What is known of a unit, or a cluster, and so must be the same in all its rows.
  private var ownColumns: [String] {
    plan.grouping.columns + plan.covariates.compactMap(\.column) + [plan.source.cluster].compactMap(\.self)
  }

  private func list(_ columns: [String]) -> String {
    var seen = Set<String>()
    return columns.filter { seen.insert($0).inserted }.map { quoted($0) }.joined(separator: " or ")
  }

  /// A stratum or a category of a cluster is not that of some of its units.
  private var differingUnits: Diagnostic? {
    guard let drop = exposure[.differingUnits], let cluster = plan.places.cluster else { return nil }
    let examples = drop.examples.map { quoted($0) }.joined(separator: ", ")
    let who = drop.units == 1 ? "1 cluster has" : "\(drop.units) clusters have"
    return Diagnostic(
      code: .differingUnits, at: cluster.place,
      "\(who) units that differ in \(list(plan.grouping.columns)), for example \(cluster.value) \(examples)",
      remedy: "name strata, segments and categories that are the same for all units of a \(cluster.value)")
  }

  private var noUnits: Diagnostic? {
    guard exposure[.differingRepeats] == nil, exposure[.differingUnits] == nil,
      exposure.units?.allSatisfy({ $0 == 0 }) ?? (exposure.rowsKept == 0)
    else {
      return nil
    }
    guard exposure.rowsRead > 0 else {
      return Diagnostic(
        code: .emptySource, at: plan.places.source.place, "the source \(source) has columns but no rows",
        remedy: "write the rows below the header")
    }
    if let drop = exposure[.untriggered], let trigger = plan.trigger {
      return Diagnostic(
        code: .noUnits, at: trigger.fact.place,
        "none of the \(drop.units) exposed units triggered: none has \(trigger.inWords)",
        remedy:
          "check the condition and the window of \"trigger\", and that its fact and the assignments use the same unit keys"
      )
    }
    let reasons = exposure.drops.map { drop in
      "\(drop.reason.rawValue) \(drop.rows) row\(drop.rows == 1 ? "" : "s")\(summary.shown(drop.reason))"
    }
    let message = "no row of \(source) belongs to a variant: \(reasons.joined(separator: ", "))"
    if exposure[.unknownLabel] != nil || exposure[.blankLabel] != nil {
      let known = plan.variants.flatMap(\.labels).map { quoted($0.joined(separator: ", ")) }.joined(
        separator: ", ")
      return Diagnostic(
        code: .noUnits, at: plan.places.label, "\(message)\(summary.labels.seen)",
        remedy:
          "the labels of the spec are \(known); name the labels in the data with \"values\", or another column with \(labelKey)"
      )
    }
    if let filter = plan.places.filter, exposure[.filtered] != nil {
      let unmet = summary.unmet.first { $0.owner == .data }
      return Diagnostic(
        code: .noUnits, at: filter, message + (unmet.map { "; \($0.seen)" } ?? ""),
        remedy: unmet == nil ? "widen the condition" : "write the values as the data has them, or widen the condition")
    }
    let limits = [
      ("start", plan.places.start, ExposureLedger.Reason.beforeStart), ("end", plan.places.end, .afterEnd),
      ("until", plan.places.phase, .afterPhases),
    ]
    for (key, place, reason) in limits where exposure[reason] != nil {
      guard let place else { continue }
      return Diagnostic(
        code: .noUnits, at: place, message + spans,
        remedy: "move \(quoted(key)) so that exposures are in, or leave it out")
    }
    if let time = plan.places.time, exposure[.unreadableTime] != nil || exposure[.blankTime] != nil {
      return Diagnostic(
        code: .noUnits, at: time, message,
        remedy: "say with \"time_format\" how the times are written, or name another column with \"time\"")
    }
    if let cluster = plan.places.cluster, exposure[.blankCluster] != nil || exposure[.clusterInVariants] != nil {
      return Diagnostic(
        code: .noUnits, at: cluster.place, message,
        remedy: keyRemedy("cluster", cluster.value, isBlank: exposure[.clusterInVariants] == nil))
    }
    let unit = plan.places.unit
    return Diagnostic(
      code: .noUnits, at: unit?.place ?? plan.places.label, message,
      remedy: keyRemedy("unit", unit?.value ?? "", isBlank: exposure[.blankUnit] != nil))
  }

  /// What helps where the keys are blank, and where each of them is found in several variants.
  private func keyRemedy(_ key: String, _ column: String, isBlank: Bool) -> String {
    isBlank
      ? "fill the column \(quoted(column)) in the data, or name another one with \(quoted(key))"
      : "name the column whose values each belong to one variant with \(quoted(key))"
  }

  /// When the exposures happened, and what the spec asks for.
  private var spans: String {
    guard let seen = summary.events?.seen, let exposures = plan.exposures else { return "" }
    let (first, last) = (
      CalendarText.utc(microseconds: seen.lowerBound), CalendarText.utc(microseconds: seen.upperBound)
    )
    let limits = [("start", exposures.start), ("end", exposures.end), ("until", exposures.phaseEnd)]
      .compactMap { key, moment in moment.map { "\(quoted(key)) is \($0.inWords(zone: exposures.zone))" } }
    return "; they happened from \(first) to \(last), and \(limits.joined(separator: ", "))"
  }
}
