internal import Diagnostics
internal import Planning
internal import Specification

/// What only the rows reveal and no report could be made of.
struct RowFaults {
  let plan: AnalysisPlan
  let exposure: ExposureLedger

  private var source: String { shortened(plan.spec.sourceName) }

  func check() throws(DiagnosticList) {
    let found = [differingRepeats, noUnits].compactMap { $0 }
    if !found.isEmpty { throw DiagnosticList(found) }
  }

  /// Rows of one unit that disagree cannot be summed up by any rule that nobody asked for.
  private var differingRepeats: Diagnostic? {
    guard let drop = exposure[.differingRepeats], let unit = plan.spec.data.unit else { return nil }
    let examples = drop.examples.map { quoted($0) }.joined(separator: ", ")
    let who = drop.units == 1 ? "1 unit has" : "\(drop.units) units have"
    return Diagnostic(
      code: "differing-repeats", at: unit.place,
      "\(who) several rows that differ in a column in use, for example \(unit.value) \(examples)",
      remedy: "keep one row per unit in \(source), or name the column that tells the units apart")
  }

  private var noUnits: Diagnostic? {
    guard exposure[.differingRepeats] == nil, exposure.units?.allSatisfy({ $0 == 0 }) ?? (exposure.rowsKept == 0) else {
      return nil
    }
    let data = plan.spec.data
    guard exposure.rowsRead > 0 else {
      return Diagnostic(
        code: "empty-source", at: plan.spec.sourcePlace, "the source \(source) has columns and no rows",
        remedy: "write the rows below the header")
    }
    let reasons = exposure.drops.map { drop in
      let examples = drop.examples.map { quoted($0) }.joined(separator: ", ")
      return "\(drop.reason.rawValue) \(rows(drop.rows))" + (examples.isEmpty ? "" : " (\(examples))")
    }
    let message = "no row of \(source) belongs to a variant: \(reasons.joined(separator: ", "))"
    let labelPlace = data.variant.first?.place ?? data.place
    if exposure[.unknownLabel] != nil || exposure[.blankLabel] != nil {
      let labels = plan.variants.flatMap(\.labels).map { quoted($0.parts.joined(separator: ", ")) }.joined(
        separator: ", ")
      return Diagnostic(
        code: "no-units", at: labelPlace, message,
        remedy: "the labels are \(labels); name those of the data with \"values\", or another column with \"variant\"")
    }
    if let filter = data.where, exposure[.filtered] != nil {
      return Diagnostic(code: "no-units", at: filter.text.place, message, remedy: "widen the condition")
    }
    return Diagnostic(
      code: "no-units", at: data.unit?.place ?? labelPlace, message,
      remedy: "name the column whose values each belong to one variant with \"unit\"")
  }
}
