import LayerSupport
import Planning
import Statistics
import TestSupport

@testable import Inference

/// A plan with a summary made by hand, for checks of the data.
struct CheckedSummary {
  var plan: AnalysisPlan
  var summary: ExperimentSummary

  /// - Parameters:
  ///   - units: per variant; nil where nothing counts them.
  ///   - cells: of the first metric, per variant; half of the units are ones where they are not given.
  ///   - groups: instead of one group of all units.
  init(
    _ units: [Int]?, drops: [ExposureLedger.Drop] = [], cells: [MetricCell]? = nil, groups: [SummaryGroup]? = nil,
    segments: [[SegmentSummary]] = [], spec: (inout SmallSpec) -> Void = { _ in }
  ) throws {
    plan = try SmallSpec(spec).plan()
    let counts = units ?? plan.variants.map { _ in 10 }
    let standard = counts.map {
      MetricCell(kept: $0, moments: Moments(successes: $0 / 2, trials: $0), dropped: [:])
    }
    let all = groups ?? [Self.group(counts, cells: plan.rowVectors.map { _ in cells ?? standard })]
    summary = ExperimentSummary(
      ScopeSummary(
        exposure: ExposureLedger(units: units, rowsKept: counts.reduce(0, +), drops: drops), groups: all,
        segments: segments))
  }

  static func group(_ units: [Int], keys: [String?] = [], cells: [[MetricCell]]? = nil) -> SummaryGroup {
    let own = units.map { MetricCell(kept: $0, moments: Moments(successes: 0, trials: $0), dropped: [:]) }
    return SummaryGroup(keys: keys, units: units, rowsKept: units.reduce(0, +), cells: cells ?? [own])
  }

  func changing(_ change: (inout ExperimentSummary) -> Void) -> CheckedSummary {
    var other = self
    change(&other.summary)
    return other
  }

  func run(_ rule: any DataCheckRule.Type) -> [DataCheck] { rule.run(plan, summary) }

  /// What a check says, with its outcome and the counts beside it.
  func text(_ rule: any DataCheckRule.Type) -> String {
    run(rule).map { check in
      let counts = check.counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
      return "\(check.outcome.rawValue), \(check.name): \(check.finding.plain)"
        + (counts.isEmpty ? "" : "\n    \(counts)")
    }.joined(separator: "\n")
  }
}

extension Phrase {
  /// The phrase with the bare numbers in it: their digits are a matter of reports.
  fileprivate var plain: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .quantity(.count(let count)): "\(count)"
      case .quantity(.number(let value, _)): "\(value)"
      case .quantity(let other): String(describing: other)
      }
    }.joined()
  }
}
