internal import Diagnostics
internal import Inference
internal import Planning
internal import Statistics

/// The comparisons as a table: values, difference, lift, p-value, verdict.
struct ResultsSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    [.heading(2, "Results"), .table(table)] + notes
  }

  private typealias Compared = (metric: ReportedMetric, comparison: ComparisonResult)

  private var compared: [Compared] { analysis.results.comparisons }

  private var isCorrected: Bool { compared.contains { $0.comparison.leading.family.pValue != nil } }

  private var table: NumericTable {
    NumericTable(
      columns: [
        .init("Metric"), .init("Role"), .init("Variant"), .init("Units", .trailing), .init("Control", .trailing),
        .init("Variant value", .trailing), .init("Difference (CI)", .trailing),
        .init("\(analysis.header.titleForLift) (CI)", .trailing),
        .init("p", .trailing),
      ] + (isCorrected ? [.init("Adjusted p", .trailing)] : []) + [.init("Verdict")],
      rows: compared.map { metric, comparison in
        let leading = comparison.leading
        return [
          .name(metric.shownTitle), .name(metric.role.rawValue), .name(comparison.variant), .init(leading.shownUnits),
          .init(leading.shown(leading.control)), .init(leading.shown(leading.variant)),
          .init(leading.estimand == .absolute ? leading.shownWithInterval : .missing),
          .init(comparison[.relative]?.shownWithInterval ?? .missing),
          .init(.p((comparison.outsider ?? leading).pValue)),
        ] + (isCorrected ? [.init(.p(leading.family.pValue))] : []) + [verdict(comparison)]
      })
  }

  /// The table in the 80 columns of a terminal: per metric the control's value, then each treatment.
  var compactTable: Block {
    .table(
      NumericTable(
        columns: [
          .init(""), .init("Value", .trailing),
          .init(analysis.header.isRandomized ? "Lift" : "Relative", .trailing), .init("CI", .trailing),
          .init("p", .trailing),
        ],
        rows: analysis.results.metrics.flatMap { metric in
          metric.comparisons.prefix(1).flatMap { control(metric.metric, $0) } + metric.comparisons.map(treatment)
        }))
  }

  private func control(_ metric: ReportedMetric, _ comparison: ComparisonResult) -> [[NumericTable.Cell]] {
    let value = comparison.leading.shown(comparison.leading.control)
    return [
      [.name(metric.name), .init(""), .init(""), .init(""), .init("")],
      [.init("  \(comparison.control)"), .init(value), .init(""), .init(""), .init("")],
    ]
  }

  /// Where there is no lift the difference stands in its place, marked and in its own unit.
  private func treatment(_ comparison: ComparisonResult) -> [NumericTable.Cell] {
    let leading = comparison.leading
    let lift = comparison[.relative].flatMap { $0.interval == nil || $0.estimate == nil ? nil : $0 }
    let shown = lift ?? leading
    return [
      .init("  \(comparison.variant)"), .init(leading.shown(leading.variant)),
      .init("\(lift == nil && leading.estimate != nil ? "Δ " : "")\(shown.shown(shown.estimate))", tone(comparison)),
      .init(shown.shownInterval), .init(.p((comparison.outsider ?? leading).pValue)),
    ]
  }

  private func verdict(_ comparison: ComparisonResult) -> NumericTable.Cell {
    if let word = comparison.word {
      return .init(Phrase(word.rawValue) + (comparison.isWorseWithinMargin ? ", within its margin" : ""), word.tone)
    }
    guard let status = comparison.leading.status else { return .init(.missing) }
    return .init(status.isOfVerdict ? "no verdict" : "not estimable")
  }

  private func tone(_ comparison: ComparisonResult) -> Tone { comparison.word?.tone ?? .neutral }

  /// What checks of the data say with the names of the columns.
  private static let toldByChecks: Set<EstimateWarning> = [.covariateDropped, .covariateImbalance]

  /// What the table cannot be read without: missing corrections, refusals, warnings.
  var notes: [Block] {
    var lines: [Phrase] = []
    let levels = Set(compared.map(\.comparison.leading.test.level)).sorted().map { Phrase(.level($0)) }
    lines.append("CI: \(levels.joined(separator: " or ")) confidence interval\(sides).")
    let families = Answer.FamilyShare.sentences(of: compared.map(\.comparison.leading))
    lines += families
    if !families.isEmpty, compared.contains(where: { $0.comparison.wordedQuestion != nil }) {
      lines.append("Margins, equivalences and minimum effects are tested one by one, each at its own error.")
    }
    lines += analysis.results.metrics.map(\.metric).filter(\.isReturn).map { metric -> Phrase in
      "\(metric.title): the \(analysis.header.titleForLift.lowercased()) is that of ROAS, which is ROI + 1. Near zero, a \(analysis.header.titleForLift.lowercased()) of ROI itself would be meaningless."
    }
    lines += compared.compactMap(byChance)
    lines += compared.flatMap { notes($0.comparison, "\($0.metric.title), \($0.comparison.variant)") }
    return [.bullets(lines)]
  }

  /// What a change to the bad side is worth that the family of harm does not find.
  private func byChance(_ metric: ReportedMetric, _ comparison: ComparisonResult) -> Phrase? {
    guard !comparison.dependsOnDays, let word = comparison.verdict, word == .lower || word == .higher,
      let p = comparison.deciding?.pValue
    else {
      return nil
    }
    let number = compared.count
    // On the bad side alone.
    let tail = comparison.leading.test.alternative == .twoSided ? p / 2 : p
    let none = (0..<number).reduce(1.0) { chance, _ in chance * (1 - tail) }
    let often = Int((100 * (1 - none)).rounded())
    let others: Phrase =
      number > 1 && often > 0
      ? "; among \(number) comparisons such a p-value is there by chance in \(.count(often)) of 100 experiments" : ""
    return
      "\(metric.shownTitle), \(comparison.variant): \(word.rawValue) (\(p: p) alone), which is no proof of harm\(others)."
  }

  private func notes(_ comparison: ComparisonResult, _ what: String) -> [Phrase] {
    var lines: [Phrase] = []
    for scale in comparison.scales {
      guard !scale.isEstimated, let reason = scale.reason else { continue }
      lines.append("\(what), \(scale.estimand.rawValue): not estimable, because \(reason).")
    }
    if comparison.leading.status == .tooSkewed, let reason = comparison.leading.reason {
      lines.append("\(what): no verdict, because \(reason).")
    }
    if comparison.leading.isEstimated {
      lines += comparison.alternatives.compactMap { other in other.phrase.map { "\(what): \($0)." } }
    }
    if let selected = comparison.leading.shownSelected { lines.append("\(what): \(selected).") }
    var seen = Set<String>()
    let warnings = comparison.scales.flatMap { scale in
      scale.warnings.filter { !Self.toldByChecks.contains($0) }.map { warning in
        // Which interval is open must be said where the others are not.
        let isOfScale = warning.isOfInterval && !comparison.scales.allSatisfy { $0.warnings.contains(warning) }
        return (isOfScale ? "\(scale.estimand.rawValue): " : "") + warning.explanation
      }
    }.filter { seen.insert($0).inserted }
    if !warnings.isEmpty { lines.append("\(what): \(warnings.joined(separator: "; ")).") }
    return lines
  }

  private var sides: String {
    compared.contains { $0.comparison.leading.test.alternative != .twoSided }
      ? "; one-sided tests give one-sided intervals" : ""
  }
}
