internal import Diagnostics
internal import Inference
internal import Specification
internal import Statistics

/// The comparisons as a table: values, difference, lift, p-value, verdict.
struct ResultsSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    [.heading(2, "Results"), .table(table)] + notes + oddsRatios + denominators
  }

  private var leading: [ResultRow] {
    analysis.rows.filter { $0.isLeading && $0.isOfDifference && $0.segment == nil }
  }

  /// The rows of other methods beside a row.
  private func companions(_ row: ResultRow) -> [ResultRow] {
    analysis.rows.filter {
      $0.isCompanion && $0.metric == row.metric && $0.control == row.control && $0.variant == row.variant
        && $0.segment == nil
    }
  }

  private var isCorrected: Bool { leading.contains { $0.adjustedP != nil } }

  private func companion(_ row: ResultRow, _ estimand: Estimand) -> ResultRow? {
    analysis.rows.first {
      $0.metric == row.metric && $0.control == row.control && $0.variant == row.variant && $0.estimand == estimand
        && $0.isOfDifference && $0.segment == nil
    }
  }

  private var table: TextTable {
    TextTable(
      columns: [
        .init("Metric"), .init("Role"), .init("Variant"), .init("Units", .trailing), .init("Control", .trailing),
        .init("Variant value", .trailing), .init("Difference (CI)", .trailing),
        .init("\(analysis.titleForLift) (CI)", .trailing),
        .init("p", .trailing),
      ] + (isCorrected ? [.init("Adjusted p", .trailing)] : []) + [.init("Verdict")],
      rows: leading.map { row in
        let style = MetricStyle(row: row)
        return [
          .init(analysis.title(of: row.metric)), .init(row.role.rawValue), .init(row.variant),
          .init("\(NumberStyle.count(row.nControl)) / \(NumberStyle.count(row.nVariant))"),
          .init(style.value(row.valueControl, row.valueControlInterval)),
          .init(style.value(row.valueVariant, row.valueVariantInterval)),
          .init(row.estimand == .absolute ? style.estimateWithInterval : "—"),
          .init(companion(row, .relative).map { MetricStyle(row: $0).estimateWithInterval } ?? "—"),
          .init(row.pValue.map(NumberStyle.pValue) ?? "—"),
        ] + (isCorrected ? [.init(row.adjustedP.map(NumberStyle.pValue) ?? "—")] : []) + [verdict(row)]
      })
  }

  /// The same in the 80 columns of a terminal: per metric the control's value, then each treatment.
  var compactTable: Block {
    .table(
      TextTable(
        columns: [
          .init(""), .init("Value", .trailing),
          .init(analysis.spec.randomized ? "Lift" : "Relative", .trailing), .init("CI", .trailing),
          .init("p", .trailing),
        ],
        rows: analysis.spec.metrics.flatMap { metric in
          let rows = leading.filter { $0.metric == metric.name.value }
          return rows.prefix(1).flatMap(control) + rows.map(treatment)
        }))
  }

  private func control(_ row: ResultRow) -> [[TextTable.Cell]] {
    let value = MetricStyle(row: row).value(row.valueControl, row.valueControlInterval)
    return [
      [.init(row.metric), .init(""), .init(""), .init(""), .init("")],
      [.init("  \(row.control)"), .init(value), .init(""), .init(""), .init("")],
    ]
  }

  /// Where there is no lift the difference stands in its place, marked and in its own unit.
  private func treatment(_ row: ResultRow) -> [TextTable.Cell] {
    let lift = companion(row, .relative).flatMap { $0.interval == nil || $0.estimate == nil ? nil : $0 }
    let style = MetricStyle(row: lift ?? row)
    return [
      .init("  \(row.variant)"), .init(MetricStyle(row: row).value(row.valueVariant, row.valueVariantInterval)),
      .init((lift == nil && row.estimate != nil ? "Δ " : "") + style.estimate((lift ?? row).estimate), tone(row)),
      .init(style.interval),
      .init(row.pValue.map(NumberStyle.pValue) ?? "—"),
    ]
  }

  private func verdict(_ row: ResultRow) -> TextTable.Cell {
    if let status = row.status { return .init(status == .mismatch ? "no verdict" : "not estimable") }
    return .init(row.verdict?.rawValue ?? "—", tone(row))
  }

  private func tone(_ row: ResultRow) -> Tone {
    switch row.verdict {
    case .better, .nonInferior, .equivalent, .confirmed, .exceeded: .good
    case .worse, .refuted: .bad
    case .different, .inconclusive, .compatible, nil: .neutral
    }
  }

  /// What checks of the data say with the names of the columns.
  private static let toldByChecks: Set<EstimateWarning> = [.covariateDropped, .covariateImbalance]

  /// What the table cannot be read without: missing corrections, refusals, warnings.
  var notes: [Block] {
    var lines: [String] = []
    let levels = Set(leading.map(\.level)).sorted()
    lines.append("CI: \(levels.map(NumberStyle.level).joined(separator: " or ")) confidence interval\(sides).")
    lines += families.compactMap(FamilyText.sentence)
    lines += analysis.spec.metrics.map(\.name.value).filter(analysis.isReturn).map { name in
      "\(analysis.title(of: name)): the \(analysis.titleForLift.lowercased()) is that of ROAS, which is ROI + 1; near zero one of ROI itself would mean nothing."
    }
    for row in leading {
      let what = "\(analysis.title(of: row.metric)), \(row.variant)"
      let scales = analysis.rows.filter {
        $0.metric == row.metric && $0.control == row.control && $0.variant == row.variant && $0.isOfDifference
          && $0.segment == nil
      }
      for scale in scales {
        guard let status = scale.status, status != .mismatch else { continue }
        lines.append(
          "\(what), \(scale.estimand.rawValue): not estimable, because \(scale.reason ?? status.explanation).")
      }
      if row.status == nil || row.status == .mismatch {
        lines += companions(row).compactMap { companion in sentence(companion).map { "\(what): \($0)." } }
      }
      var seen = Set<EstimateWarning>()
      let warnings = scales.flatMap(\.warnings).filter { !Self.toldByChecks.contains($0) && seen.insert($0).inserted }
      if !warnings.isEmpty { lines.append("\(what): \(warnings.map(\.explanation).joined(separator: "; ")).") }
    }
    return [.bullets(lines)]
  }

  /// What another method says, with its interval where it has one.
  private func sentence(_ row: ResultRow) -> String? {
    guard let p = row.pValue else {
      return row.method == "randomization" ? row.reason.map { "randomization p: not estimable, because \($0)" } : nil
    }
    let equation = "p \(p < 0.001 ? "" : "= ")\(NumberStyle.pValue(p))"
    switch row.method {
    case "randomization": return "randomization \(equation)"
    case "cluster-cr2":
      return "with the variance for few clusters (CR2) \(MetricStyle(row: row).estimateWithInterval), \(equation)"
    case "log-rank": return "log-rank test \(equation)"
    case "cochran-armitage": return "Cochran-Armitage test of a trend \(equation)"
    default: return "exact \(equation) (\(row.method))"
    }
  }

  private var sides: String {
    leading.contains { $0.alternative != .twoSided } ? "; one-sided tests give one-sided intervals" : ""
  }

  /// The first row of each family.
  private var families: [ResultRow] {
    var seen = Set<String>()
    return leading.filter { seen.insert($0.family).inserted }
  }

  private var oddsRatios: [Block] {
    let rows = analysis.rows.filter { $0.estimand == .oddsRatio && $0.segment == nil }
    guard !rows.isEmpty else { return [] }
    let table = TextTable(
      columns: [.init("Metric"), .init("Variant"), .init("Odds ratio (CI)", .trailing)],
      rows: rows.map {
        [.init(analysis.title(of: $0.metric)), .init($0.variant), .init(MetricStyle(row: $0).estimateWithInterval)]
      })
    return [.heading(3, "Odds ratios"), .table(table)]
  }

  private var denominators: [Block] {
    guard !analysis.denominators.isEmpty else { return [] }
    let lines = analysis.denominators.map { effect -> String in
      let title = analysis.title(of: effect.metric)
      guard let lift = effect.lift, let interval = effect.interval, let p = effect.pValue else {
        return "\(title), \(effect.variant): not comparable, because \((effect.reason ?? .emptyArm).explanation)."
      }
      let scale = (interval.upper - interval.lower) / 4
      func percent(_ value: Double) -> String { NumberStyle.percent(value, scale: scale, signed: true) }
      return
        "\(title), \(effect.variant): \(percent(lift)) (\(percent(interval.lower)) to \(percent(interval.upper))), "
        + "p \(p < 0.001 ? "" : "= ")\(NumberStyle.pValue(p))."
    }
    return [
      .heading(3, "What the ratios divide by"),
      .paragraph(
        "A ratio can rise because its denominator fell; the \(analysis.titleForLift.lowercased()) of each denominator per unit:"
      ),
      .bullets(lines),
    ]
  }
}
