internal import Diagnostics
internal import Inference
internal import Specification
internal import Statistics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How the steps of a funnel make up the ratio of two variants end to end.
struct FunnelLiftSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    [.heading(3, "How the steps make up the ratio"), .paragraph(introduction)] + (rows.isEmpty ? [] : [.table(table)])
      + (notes.isEmpty ? [] : [.bullets(notes)])
  }

  /// For the 80 columns of a terminal.
  var compact: [Block] {
    guard !rows.isEmpty else { return notes.isEmpty ? [] : [.bullets(notes)] }
    let table = TextTable(
      columns: [
        .init("Step"), .init("Control", .trailing), .init("Variant", .trailing), .init("Ratio", .trailing),
        .init("CI", .trailing),
      ],
      rows: lifts.flatMap { effect, lift in
        [[.init("\(effect.name), \(lift.variant)"), .init(""), .init(""), .init(""), .init("")]]
          + rows(effect, lift).map { name, part in
            [
              .init("  \(name)"), .init(rate(part.control)), .init(rate(part.variant)), .init(ratio(part)),
              .init(ratioInterval(part) ?? "—"),
            ]
          }
      })
    return [.table(table), .bullets([reading] + notes)]
  }

  /// Funnels whose ratio has parts, with the comparison.
  private var lifts: [(effect: FunnelEffect, lift: FunnelLift)] {
    analysis.funnels.flatMap { effect in effect.lifts.filter { $0.total != nil }.map { (effect, $0) } }
  }

  private var rows: [(effect: FunnelEffect, lift: FunnelLift, name: String, part: FunnelLift.Part)] {
    lifts.flatMap { effect, lift in rows(effect, lift).map { (effect, lift, $0, $1) } }
  }

  /// The steps, then all of them together.
  private func rows(_ effect: FunnelEffect, _ lift: FunnelLift) -> [(name: String, part: FunnelLift.Part)] {
    let steps = zip(effect.steps, lift.parts).map { ($0.name, $1) }
    // A first step that is left alone is its own whole.
    guard lift.stoppedAt == nil || steps.count > 1 else { return steps }
    let last = lift.stoppedAt == nil ? "all steps" : "up to \(steps.last?.0 ?? "")"
    return steps + (lift.total.map { [(last, $0)] } ?? [])
  }

  private var introduction: String {
    let levels = Set(lifts.map(\.lift.level)).sorted().map(NumberStyle.level).joined(separator: " or ")
    return
      "The ratio of two variants over all steps is the product of the ratios of their rates from step to step, so that "
      + "the natural logarithms, the contributions, add up. \(reading)"
      + (lifts.isEmpty
        ? ""
        : " The intervals of the steps of one funnel hold together (\(levels)), the one of all steps by itself; they are those of "
          + "logarithms, by the delta method.")
  }

  private var reading: String {
    "Which step moved is a description: those who reach a step are not the same kind of units in every variant, so that "
      + "a later rate may differ although nothing changed there. "
      + (analysis.spec.randomized
        ? "Only what compares all units shows an effect of the variants, as all steps together do."
        : "All steps together compare all units as they were observed, and may differ for other causes than the "
          + "variants.")
  }

  private var hasShares: Bool { rows.contains { $0.part.share != nil } }

  private var table: TextTable {
    TextTable(
      columns: [
        .init("Step"), .init("Variant"), .init("Rate, control", .trailing), .init("Rate, variant", .trailing),
        .init("Ratio (CI)", .trailing), .init("Contribution (CI)", .trailing),
      ] + (hasShares ? [.init("Share (standard error)", .trailing)] : []),
      rows: rows.map { effect, lift, name, part in
        [
          .init("\(effect.name): \(name)"), .init(lift.variant), .init(rate(part.control)), .init(rate(part.variant)),
          .init(ratioInterval(part).map { "\(ratio(part)) (\($0))" } ?? ratio(part)), .init(contribution(part)),
        ] + (hasShares ? [.init(share(part))] : [])
      })
  }

  private func rate(_ value: Double) -> String { NumberStyle.percent(value, scale: 0.01) }

  private func ratio(_ part: FunnelLift.Part) -> String { ratio(exp(part.logRatio), part) }

  /// The digits of all ratios of a part are those of its own standard error.
  private func ratio(_ value: Double, _ part: FunnelLift.Part) -> String {
    part.interval == nil
      ? NumberStyle.exact(value) : NumberStyle.value(value, scale: exp(part.logRatio) * part.standardError)
  }

  private func ratioInterval(_ part: FunnelLift.Part) -> String? {
    part.interval.map { "\(ratio(exp($0.lower), part)) to \(ratio(exp($0.upper), part))" }
  }

  private func contribution(_ part: FunnelLift.Part) -> String {
    func shown(_ value: Double) -> String { NumberStyle.signedValue(value, scale: part.standardError) }
    guard let interval = part.interval else { return NumberStyle.exact(part.logRatio) }
    return "\(shown(part.logRatio)) (\(shown(interval.lower)) to \(shown(interval.upper)))"
  }

  private func share(_ part: FunnelLift.Part) -> String {
    guard let share = part.share, let error = part.shareError else { return "—" }
    return "\(NumberStyle.percent(share, scale: error)) (\(NumberStyle.percent(error, scale: error)))"
  }

  private var notes: [String] {
    analysis.funnels.flatMap { effect in
      effect.lifts.flatMap { lift in sentences(effect, lift).map { "\(effect.name), \(lift.variant): \($0)." } }
    }
  }

  private func sentences(_ effect: FunnelEffect, _ lift: FunnelLift) -> [String] {
    if let step = lift.stoppedAt {
      let who =
        lift.unreachedBy.isEmpty
        ? "whose adjusted rate is not above zero"
        : "which no unit of \(lift.unreachedBy.joined(separator: " or ")) reached"
      return [
        lift.total == nil
          ? "no contributions, for they end before the first step, \(quoted(step)), \(who)"
          : "the contributions end before \(quoted(step)), \(who)"
      ]
    }
    if let reason = lift.reason { return ["no contributions, because \(explanation(reason, effect))"] }
    let passed = zip(effect.steps, lift.parts).filter { $1.interval == nil }.map { quoted($0.0.name) }
    return
      (passed.isEmpty
      ? [] : ["no unit stopped before \(passed.joined(separator: ", ")), which leaves the ratio as it is"])
      + (lift.parts.contains { $0.share != nil } || lift.total?.interval == nil || !analysis.isTrusted
        ? [] : ["no shares, for all steps together cannot be told from no difference"])
  }

  private func explanation(_ reason: NotEstimable, _ effect: FunnelEffect) -> String {
    effect.isClustered && reason == .tooFew
      ? "a variant has too few clusters, which say too little about chance" : reason.explanation
  }
}
