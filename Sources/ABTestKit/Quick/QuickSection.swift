internal import Inference
internal import Reporting
internal import Statistics

/// Comparisons in the form of an analysis, in short: a sentence each, then every scale with its interval.
struct QuickSection {
  let comparisons: [QuickComparison]

  private static let level = Quantity.level(1 - QuickComparison.alpha)

  var blocks: [Block] { comparisons.map(sentence) + [.table(table), .bullets(notes)] }

  private func sentence(_ comparison: QuickComparison) -> Block {
    let (control, variant) = (comparison.control.text, comparison.variant.text)
    let (deciding, difference): ((p: Double, test: String?), Double)
    do throws(NotEstimable) {
      (deciding, difference) = (try comparison.deciding(), try comparison.estimate.value(on: .absolute))
    } catch {
      return .callout(.warning, "\(variant) cannot be compared with \(control): \(error.explanation).")
    }
    let claim =
      deciding.p >= QuickComparison.alpha
      ? "\(variant) vs \(control): inconclusive;"
      : "\(variant) is \(difference > 0 ? "higher" : "lower") than \(control):"
    let style = QuickStyle(comparison: comparison)
    let values: Phrase =
      "\(style.value(comparison.estimate.variant)) vs \(style.value(comparison.estimate.control))"
    let hasLift = (try? comparison.estimate.value(on: .relative)) != nil && (try? comparison.interval(.relative)) != nil
    let lift: Estimand? = hasLift ? .relative : nil
    let what = lift == nil ? "difference" : "a lift of"
    let scale = lift ?? .absolute
    return .callout(
      .neutral,
      "\(claim) \(values), \(what) \(style.estimate(scale)) (\(Self.level) CI \(style.interval(scale))), "
        + "\(p: deciding.p)\(deciding.test.map { " (\($0))" } ?? "").")
  }

  private var table: NumericTable {
    let first = comparisons[0]
    return NumericTable(
      columns: [.init(""), .init("Value", .trailing), .init("\(Self.level) CI", .trailing), .init("p", .trailing)],
      rows: [arm(first.control.text, first.estimate.control, first, nil)] + comparisons.flatMap(rows))
  }

  private func rows(_ comparison: QuickComparison) -> [[NumericTable.Cell]] {
    let p = Quantity.p(try? comparison.deciding().p)
    let style = QuickStyle(comparison: comparison)
    return [arm(comparison.variant.text, comparison.estimate.variant, comparison, p)]
      + comparison.estimands.map { estimand in
        let name =
          switch estimand {
          case .absolute: "difference"
          case .relative: "lift"
          case .oddsRatio: "odds ratio"
          }
        return [.init("  \(name)"), .init(style.estimate(estimand)), .init(style.interval(estimand)), .init("")]
      }
  }

  private func arm(
    _ name: String, _ evidence: Result<ArmEvidence, NotEstimable>, _ comparison: QuickComparison, _ p: Quantity?
  ) -> [NumericTable.Cell] {
    let style = QuickStyle(comparison: comparison)
    return [.name(name), .init(style.value(evidence)), .init(style.limits(evidence)), p.map { .init($0) } ?? .init("")]
  }

  private var notes: [Phrase] {
    var lines: [Phrase] = ["The first variant is the control. Two-sided: \(method)."]
    if comparisons.count > 1 { lines.append("The p-values are not corrected for \(comparisons.count) comparisons.") }
    for comparison in comparisons {
      let name = "\(comparison.variant.text) vs \(comparison.control.text)"
      switch comparison.exactP() {
      case .success(let exact)?:
        lines.append("\(name): few successes or failures; Barnard's exact test \(p: exact).")
      case .failure(let reason)?:
        lines.append("\(name): few successes or failures, but no exact p, because \(reason.explanation).")
      case nil: break
      }
      if let test = try? comparison.deciding().test {
        lines.append(
          "\(name): few successes or failures in an uneven split, so that \(test) decides; the intervals are those of the score test."
        )
      }
      for estimand in comparison.estimands.dropFirst() {
        guard
          case .failure(let reason) = Result(catching: { () throws(NotEstimable) in try comparison.interval(estimand) }),
          (try? comparison.deciding()) != nil
        else { continue }
        lines.append("\(name): no \(estimand == .relative ? "lift" : "odds ratio"), because \(reason.explanation).")
      }
      guard (try? comparison.deciding()) != nil else { continue }
      var seen = Set<EstimateWarning>()
      let warnings = comparison.estimands.flatMap {
        comparison.estimate.warnings(on: $0, QuickComparison.boundary)
      }.filter { seen.insert($0).inserted }
      if !warnings.isEmpty { lines.append("\(name): \(warnings.map(\.explanation).joined(separator: "; ")).") }
    }
    return lines
  }

  private var method: String {
    comparisons[0].isOfProbabilities
      ? "score test and intervals of Miettinen and Nurminen" : "Welch's t-test; Fieller's interval for the lift"
  }
}
