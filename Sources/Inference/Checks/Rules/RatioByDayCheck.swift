internal import Diagnostics
package import Planning
internal import Statistics
internal import Tables
internal import Terms

/// Did the units arrive in the same proportions on all days? Where not, the run of days says where to look.
///
/// A ratio that changes from day to day makes the days' own differences look like effects, and the ratio of all units need not
/// show it.
///
/// - Note: Methods/sample-ratio, "Days".
package struct RatioByDayCheck: DataCheckRule {
  package static let name = "ratio by day"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    guard plan.header.isRandomized, let days = summary.days else { return [] }
    let phases = Set(days.days.map(\.phase)).sorted().map { phase in days.days.filter { $0.phase == phase } }
    let treatments = plan.variants.indices.filter { $0 != plan.control }
    let error = plan.errors.quality / Double(treatments.count)
    let found = treatments.compactMap { variant -> (variant: Int, runs: DayRuns)? in
      DayRuns(phases: phases.map { $0.map { ($0.units[plan.control], $0.units[variant]) } }).map { (variant, $0) }
    }
    guard !found.isEmpty else { return [] }
    let failed = found.filter { $0.runs.pValue < error }
    guard failed.isEmpty else {
      return failed.map { variant, runs in
        let run = RunOfDays(phases[runs.worst.phase], runs.worst.days)
        return DataCheck(
          name, .failed, run.finding(variant, plan), pValue: runs.pValue,
          counts: [plan.control, variant].map { (plan.variants[$0].name, run.units($0)) }, gate: .ratioByDay,
          variant: plan.variants[variant].name)
      }
    }
    let loss = found.compactMap { detectableLoss($0.variant, days, error / Double($0.runs.count), plan) }.max()
    let visible: Phrase =
      loss.map {
        "; a loss of \(.roundShare($0)) or more in one variant on half of the days would have been seen (80 %)"
      } ?? ""
    return [
      DataCheck(
        name, .passed,
        "no run of the \(days.days.count) days has proportions that differ significantly from those of the other days\(phases.count > 1 ? " of its phase" : "")\(visible)",
        pValue: found.map(\.runs.pValue).min(), gate: .ratioByDay)
    ]
  }

  /// The smallest share of a variant whose loss on half of the days is seen in 80 %: (z_α/2 + z_0.8)·√(4/(nρ(1 − ρ))). nil where
  /// even the loss of all of it would not be.
  private static func detectableLoss(
    _ variant: Int, _ days: DailySummary, _ error: Double, _ plan: AnalysisPlan
  ) -> Double? {
    let (zero, one) = (days.units(plan.control), days.units(variant))
    guard zero > 0, one > 0 else { return nil }
    let (units, share) = (Double(zero + one), Double(one) / Double(zero + one))
    let loss = detectableShift(standardError: 2 / (units * share * (1 - share)).squareRoot(), alpha: error / 2)
    return loss < 1 ? loss : nil
  }
}

/// Consecutive days, and the others of their phase.
private struct RunOfDays {
  let inside: ArraySlice<DailySummary.Day>
  let outside: [DailySummary.Day]

  init(_ phase: [DailySummary.Day], _ days: ClosedRange<Int>) {
    inside = phase[days]
    outside = Array(phase[..<days.lowerBound] + phase[(days.upperBound + 1)...])
  }

  func units(_ variant: Int) -> Int { inside.reduce(0) { $0 + $1.units[variant] } }

  func finding(_ variant: Int, _ plan: AnalysisPlan) -> Phrase {
    let (first, last) = (date(inside.first), date(inside.last))
    let when: Phrase = first == last ? "on \(first)" : "from \(first) to \(last)"
    let others: Phrase = outside.count == 1 ? "on \(date(outside.first))" : "on the other days"
    let (zero, one) = (plan.variants[plan.control].name, plan.variants[variant].name)
    return
      "\(when) \(share(Array(inside), variant, plan)) of the units of \(zero) and \(one) were in \(one), and \(share(outside, variant, plan)) \(others): look at what was changed or released on \(first); if the split was changed on purpose, \(plan.grouping.hasPhases ? "correct" : "declare") \(quoted("phases"))"
  }

  private func share(_ days: [DailySummary.Day], _ variant: Int, _ plan: AnalysisPlan) -> Quantity {
    let one = days.reduce(0) { $0 + $1.units[variant] }
    let both = one + days.reduce(0) { $0 + $1.units[plan.control] }
    return Share.percent(Double(one) / Double(max(1, both)))
  }

  private func date(_ day: DailySummary.Day?) -> String { CalendarText.date(days: Int32(clamping: day?.day ?? 0)) }
}

extension DailySummary {
  fileprivate func units(_ variant: Int) -> Int { days.reduce(0) { $0 + $1.units[variant] } }
}
