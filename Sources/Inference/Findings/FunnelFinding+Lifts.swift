internal import Diagnostics
internal import Statistics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How the steps of a funnel make up the ratio of two variants end to end.
extension FunnelFinding {
  var lifts: [Block] {
    [.heading(3, "How the steps make up the ratio"), .paragraph(whatTheyAre)]
      + (rows.isEmpty ? [] : [.table(contributions)])
      + (notes.isEmpty ? [] : [.bullets(notes)])
  }

  package var compact: [Block] {
    guard !rows.isEmpty else { return notes.isEmpty ? [] : [.bullets(notes)] }
    let table = NumericTable(
      columns: [
        .init("Step"), .init("Control", .trailing), .init("Variant", .trailing), .init("Ratio", .trailing),
        .init("CI", .trailing),
      ],
      rows: decomposed.flatMap { effect, lift in
        [[.init("\(effect.name), \(lift.variant)"), .init(""), .init(""), .init(""), .init("")]]
          + rows(effect, lift).map { name, part in
            [
              .init("  \(name)"), .init(.roundShare(part.control)), .init(.roundShare(part.variant)),
              .init(ratio(part)), .init(ratioInterval(part)),
            ]
          }
      })
    return [.table(table), .bullets([Phrase(reading)] + notes)]
  }

  /// Funnels whose ratio has parts, with the comparison.
  private var decomposed: [(effect: FunnelEffect, lift: FunnelLift)] {
    funnels.flatMap { effect in effect.lifts.filter { $0.total != nil }.map { (effect, $0) } }
  }

  private var rows: [(effect: FunnelEffect, lift: FunnelLift, name: String, part: FunnelLift.Part)] {
    decomposed.flatMap { effect, lift in rows(effect, lift).map { (effect, lift, $0, $1) } }
  }

  /// The steps, then all of them together.
  private func rows(_ effect: FunnelEffect, _ lift: FunnelLift) -> [(name: String, part: FunnelLift.Part)] {
    let steps = zip(effect.steps, lift.parts).map { ($0.name, $1) }
    // A first step that is left alone is its own whole.
    guard lift.stoppedAt == nil || steps.count > 1 else { return steps }
    let last = lift.stoppedAt == nil ? "all steps" : "up to \(steps.last?.0 ?? "")"
    return steps + (lift.total.map { [(last, $0)] } ?? [])
  }

  private var whatTheyAre: Phrase {
    let whatItIs: Phrase =
      "The ratio of two variants over all steps is the product of the ratios of their rates from step to step. Its "
      + "logarithm is therefore the sum of the steps' natural logarithms, the contributions. \(reading)"
    guard !decomposed.isEmpty else { return whatItIs }
    let levels = Set(decomposed.map(\.lift.level)).sorted().map { Phrase(.level($0)) }.joined(separator: " or ")
    return whatItIs
      + " The intervals of the steps of one funnel are simultaneous (\(levels)); the interval of all steps holds by itself. "
      + "All are intervals of the logarithms, by the delta method."
  }

  private var reading: String {
    "Which step moved is only a description. The units that reach a step are not the same kind of units in every variant, so "
      + "a later rate may differ although nothing changed there. "
      + (isRandomized
        ? "Only a comparison of all units, such as all steps together, shows an effect of the variants."
        : "All steps together compare all units as they were observed, and may differ for other reasons than the "
          + "variants.")
  }

  private var hasShares: Bool { rows.contains { $0.part.share != nil } }

  private var contributions: NumericTable {
    NumericTable(
      columns: [
        .init("Step"), .init("Variant"), .init("Rate, control", .trailing), .init("Rate, variant", .trailing),
        .init("Ratio (CI)", .trailing), .init("Contribution (CI)", .trailing),
      ] + (hasShares ? [.init("Share (standard error)", .trailing)] : []),
      rows: rows.map { effect, lift, name, part in
        [
          .init("\(effect.name): \(name)"), .name(lift.variant), .init(.roundShare(part.control)),
          .init(.roundShare(part.variant)),
          .init(.estimate(exp(part.logRatio), ratios(part), ratioScale(part))), .init(contribution(part)),
        ] + (hasShares ? [.init(share(part))] : [])
      })
  }

  private func ratio(_ part: FunnelLift.Part) -> Quantity { .number(exp(part.logRatio), ratioScale(part)) }

  private func ratioInterval(_ part: FunnelLift.Part) -> Quantity {
    ratios(part).map { .interval($0, ratioScale(part)) } ?? .missing
  }

  private func ratios(_ part: FunnelLift.Part) -> Interval? {
    part.interval.map { Interval(exp($0.lower), exp($0.upper)) }
  }

  /// The digits of all ratios of a part are those of its own standard error.
  private func ratioScale(_ part: FunnelLift.Part) -> NumberScale {
    part.interval == nil
      ? NumberScale(.exact) : NumberScale(.plain, resolution: exp(part.logRatio) * part.standardError)
  }

  private func contribution(_ part: FunnelLift.Part) -> Quantity {
    guard part.interval != nil else { return .exact(part.logRatio) }
    return .estimate(
      part.logRatio, part.interval, NumberScale(.difference, resolution: part.standardError))
  }

  private func share(_ part: FunnelLift.Part) -> Phrase {
    guard let share = part.share, let error = part.shareError else { return Phrase(.missing) }
    return "\(.value(share, in: .share, resolution: error)) (\(.value(error, in: .share, resolution: error)))"
  }

  private var notes: [Phrase] {
    funnels.flatMap { effect in
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
          ? "no contributions: they end before the first step, \(quoted(step)), \(who)"
          : "the contributions end before \(quoted(step)), \(who)"
      ]
    }
    if let reason = lift.reason { return ["no contributions, because \(explanation(reason, effect))"] }
    let passed = zip(effect.steps, lift.parts).filter { $1.interval == nil }.map { quoted($0.0.name) }
    return
      (passed.isEmpty
      ? [] : ["no unit stopped before \(passed.joined(separator: ", ")), so the ratio is unchanged there"])
      + (lift.parts.contains { $0.share != nil } || lift.total?.interval == nil || !isTrusted
        ? [] : ["no shares, because the ratio over all steps is not distinguishable from 1"])
  }

  private func explanation(_ reason: NotEstimable, _ effect: FunnelEffect) -> String {
    effect.isClustered && reason == .tooFew
      ? "a variant has too few clusters to estimate a standard error" : reason.explanation
  }

  // MARK: For programs

  func record(_ lift: FunnelLift, of effect: FunnelEffect) -> Record {
    [
      "control": .text(lift.control), "variant": .text(lift.variant), "level": .number(lift.level),
      "critical_value": .number(lift.criticalValue), "basis": .text(lift.basis),
      "total": lift.total.map(record) ?? .number(nil),
      "steps": .list(
        zip(effect.steps, lift.parts).map { step, part in
          ["step": .text(step.name)] + record(part)
            + ["share": .number(part.share), "share_std_error": .number(part.shareError)]
        }),
      "stopped_at": .text(lift.stoppedAt), "unreached_by": .texts(lift.unreachedBy),
      "reason": .text(lift.reason?.rawValue),
    ]
  }

  private func record(_ part: FunnelLift.Part) -> Record {
    [
      "rate_control": .number(part.control), "rate_variant": .number(part.variant),
      "log_ratio": .number(part.logRatio), "std_error": .number(part.standardError),
      "df": .number(part.degreesOfFreedom), "ci_low": .number(part.interval?.lower),
      "ci_high": .number(part.interval?.upper),
    ]
  }
}
