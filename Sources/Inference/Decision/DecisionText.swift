internal import Diagnostics
internal import Planning
internal import Statistics
internal import Terms

/// The words of one decision.
struct DecisionText {
  let evidence: DecisionEvidence
  let reason: DecisionReason
  /// How the treatment stands among others that could be shipped.
  let choice: TreatmentChoice?

  private var variant: String { evidence.comparison.variant }
  private var control: String { evidence.comparison.control }

  var headline: Phrase {
    switch reason {
    case .gate: "No decision on \(variant): \(gates)"
    case .observed:
      "No decision on \(variant): exposure was observed, not randomized, so that a difference need not be an effect"
    case .nothingToDecide:
      "No decision on \(variant): no metric is primary with a good direction, and none is a guardrail"
    case .primaryUnread: "No decision on \(variant): \(list(evidence.unread.map(whyUnread)))"
    case .improved, .withinMargin, .equivalent: "\(ship): \(gains)\(acrossDays)\(harmTested)\(standing)"
    case .safeToRollOut:
      "\(ship): no metric has to improve, and every guardrail is within its margin, so that it is safe to roll out\(acrossDays)\(harmTested)\(standing)"
    case .primaryWorse: "Don't ship \(variant): \(worse(of: [.primaryWorse]))"
    case .guardrailWorse:
      "Don't ship \(variant): \(worse(of: [.guardrailWorse, .guardrailWorseWithinMargin]))\(withoutGain)"
    case .noBenefit, .marginExceeded, .notEquivalent: "Don't ship \(variant): \(list(evidence.primaries.map(ruledOut)))"
    case .primaryOpen: "Inconclusive on \(variant): \(list(evidence.primaries.map(open)))"
    case .primaryUnanswered: "Inconclusive on \(variant): \(list(evidence.primaries.map(open)))"
    case .guardrailUnanswered: "Inconclusive on \(variant): \(gained)\(said(.guardrailUnanswered))"
    case .guardrailOpen: "Inconclusive on \(variant): \(gained)\(said(.guardrailOpen))"
    case .worseWithinMargin:
      "A trade-off on \(variant): \(traded(for: [.primaryWorse, .guardrailWorseWithinMargin])). A person has to weigh this\(standing)"
    case .secondaryWorse:
      "A trade-off on \(variant): \(traded(for: [.secondaryWorse])). A person has to weigh this\(standing)"
    case .guardrailWithoutMargin:
      "A trade-off on \(variant): \(gains)\(gains.isEmpty ? "" : ". ")\(acceptable)\(standing)"
    case .belowMinimumEffect: "A trade-off on \(variant): \(list(evidence.primaries.compactMap(small)))\(standing)"
    }
  }

  /// Why what is within its margin is not acceptable.
  private var withoutGain: Phrase {
    evidence.guardrails.contains { $0.state == .worse || $0.state == .bareWorse }
      ? "" : "; no gain of a primary metric stands against it"
  }

  // MARK: Several treatments

  private var ship: Phrase {
    guard let choice else { return "Ship \(variant)" }
    switch choice.rank {
    case .only, .best: return "Ship \(variant)"
    case .oneOf: return "Ship \(Phrase(choice.list.joined(separator: " or ")))"
    case .behind: return "\(variant) could be shipped, but \(choice.list[0]) is ahead of it"
    }
  }

  /// What sets the treatment apart from others that could be shipped, as a sentence of its own.
  private var standing: Phrase {
    guard let choice, choice.rank != .only else { return "" }
    let names = choice.list.listed
    guard let metric = choice.metric, let lead = choice.lead else {
      return choice.rank == .oneOf ? ". \(names) cannot be told apart: no primary metric compares them" : ""
    }
    switch choice.rank {
    case .only: return ""
    case .behind: return reason.ships ? "" : ". \(choice.list[0]) is ahead of it"
    case .best:
      let others = choice.beaten.isEmpty ? "" : ", and it beats \(choice.beaten.listed), too"
      return
        ". \(variant) beats every other candidate: on \(metric) it differs from \(choice.next ?? ""), the next, by \(lead)\(others)"
    case .oneOf:
      return
        ". \(names) cannot be told apart on \(metric): \(choice.list[0]) differs from \(choice.next ?? "the next") by \(lead), and the largest of several estimates is too large on average"
    }
  }

  // MARK: Notes

  /// Everything that must be named and that the headline does not say.
  var notes: [Decision.Note] { facts.filter { !headlineFacts.contains($0.fact) } }

  /// Everything that must be named.
  var facts: [Decision.Note] {
    evidence.primaries.compactMap { note(DecisionFact($0.state), $0) }
      + evidence.guardrails.compactMap { note(DecisionFact($0.state), $0) }
      + evidence.secondaries.compactMap { note(DecisionFact($0.state), $0) }
      + evidence.primaries.compactMap(capNote) + evidence.guardrails.compactMap(capNote)
      + evidence.secondaries.compactMap(capNote)
  }

  private func capNote<State>(_ standing: Standing<State>) -> Decision.Note? {
    standing.result?.uncapped == nil ? nil : note(.capDecides, standing)
  }

  /// What the headline says by itself.
  private var headlineFacts: Set<DecisionFact> {
    switch reason {
    case .primaryWorse: [.primaryWorse]
    case .guardrailWorse: [.guardrailWorse, .guardrailWorseWithinMargin]
    case .primaryUnanswered, .primaryOpen: [.primaryUnanswered]
    case .guardrailUnanswered: [.guardrailUnanswered]
    case .guardrailOpen: [.guardrailOpen]
    case .worseWithinMargin: [.primaryWorse, .guardrailWorseWithinMargin]
    case .secondaryWorse: [.secondaryWorse]
    case .guardrailWithoutMargin: [.guardrailWithoutMargin]
    case .belowMinimumEffect: [.primaryBelowMinimumEffect]
    case .gate, .observed, .nothingToDecide, .primaryUnread, .noBenefit, .marginExceeded, .notEquivalent, .improved,
      .withinMargin,
      .equivalent, .safeToRollOut:
      []
    }
  }

  private func note<State>(_ fact: DecisionFact?, _ standing: Standing<State>) -> Decision.Note? {
    fact.map { Decision.Note(fact: $0, metric: standing.metric.name, sentence: sentence($0, standing)) }
  }

  private func sentence<State>(_ fact: DecisionFact, _ standing: Standing<State>) -> Phrase {
    let metric = standing.metric
    switch fact {
    case .primaryUnanswered, .guardrailUnanswered, .secondaryUnanswered:
      let isWithheld = standing.result?.leading.status == .tooSkewed
      let what = isWithheld ? "has no verdict" : "could not be answered"
      return "\(metric.shownTitle) \(what): \(whyUnanswered(standing))"
    case .primaryWorse where metric.hasMargin && isWithin(standing), .guardrailWorseWithinMargin:
      return "\(change(standing)), within the \(margin(metric)) that was declared acceptable"
    case .primaryWorse, .guardrailWorse, .secondaryWorse:
      return effect(standing)?.worse ?? Phrase(standing.metric.shownTitle)
    case .primaryBelowMinimumEffect: return change(standing)
    case .capDecides:
      let raw = standing.result?.uncapped
      return
        "the cap of \(metric.title) decides: without it the difference is \(raw?.shownWithInterval ?? .missing)\(raw?.pValue.map { ", \(p: $0)" } ?? "")"
    case .guardrailOpen:
      let days: Phrase =
        standing.result?.question.map { $0.warnings.contains(.dependsOnDays) } ?? false
        ? " in strata by the day of exposure, though it is in all units together" : possibleLoss(standing)
      if metric.question.hypothesis == .equivalence, standing.result?.isRuledOut ?? false {
        return "\(change(standing)), which is not within \(margin(metric))"
      }
      return "\(metric.shownTitle) is not shown to be within its margin of \(margin(metric))\(days)"
    case .guardrailWithoutMargin:
      return "\(metric.shownTitle) has no margin\(possibleLoss(standing))"
    }
  }

  private func isWithin<State>(_ standing: Standing<State>) -> Bool {
    standing.result?.question?.isWithinMargin ?? false
  }

  private func margin(_ metric: PlannedMetric) -> Quantity {
    switch metric.question {
    case .nonInferiority(let amount), .equivalence(let amount): amount.shown
    case .superiority, .minimumEffect, .claim: .missing
    }
  }

  /// `; a rise of up to 15.3 % is not excluded`: the end of a one-sided interval at the error of a guardrail.
  private func possibleLoss<State>(_ standing: Standing<State>) -> Phrase {
    if case .equivalence(let amount) = standing.metric.question {
      guard let question = standing.result?.question, let interval = question.interval else { return "" }
      let sides: [Phrase] =
        (-interval.lower > amount.size ? ["a fall of up to \(question.shownSize(-interval.lower))"] : [])
        + (interval.upper > amount.size ? ["a rise of up to \(question.shownSize(interval.upper))"] : [])
      return sides.isEmpty
        ? "" : "; \(sides.joined(separator: " and ")) \(sides.count == 1 ? "is" : "are") not excluded"
    }
    guard let effect = effect(standing), let loss = effect.largestLoss else { return "" }
    return "; \(effect.harm) of up to \(loss) is not excluded"
  }

  private func whyUnread(_ metric: PlannedMetric) -> Phrase {
    metric.method.comparesVariants
      ? "\(metric.shownTitle) is primary and has no good direction, so that no change of it is a gain; write \(quoted("direction")): \(quoted("increase")) or \(quoted("decrease"))"
      : "\(metric.shownTitle) is primary and compares doses, which says nothing of one variant"
  }

  private func whyUnanswered<State>(_ standing: Standing<State>) -> Phrase {
    guard let result = standing.result else {
      return standing.metric.method.comparesVariants
        ? "it does not compare \(variant) with \(control)" : "it compares doses, not \(variant) with \(control)"
    }
    // A verdict that is withheld is so for a reason of the comparison, whatever else a scale or a question lacks.
    if result.leading.status == .tooSkewed, let reason = result.leading.reason { return Phrase(reason) }
    let isAsked =
      standing.metric.hasMargin
      || standing.metric.role == .primary && standing.metric.primaryQuestion == .minimumEffect
    let asked = isAsked ? result.question.flatMap { $0.answersTest ? nil : $0 } : nil
    let answer = asked ?? result.decidingAlternative?.answer ?? result.leading
    return Phrase(answer.reason ?? result.leading.reason ?? "there is no valid test")
  }

  // MARK: Parts of the headline

  private func effect<State>(_ standing: Standing<State>) -> MetricEffect? {
    standing.result.map { MetricEffect(metric: standing.metric, result: $0) }
  }

  private func change<State>(_ standing: Standing<State>) -> Phrase {
    effect(standing)?.phrase ?? Phrase(standing.metric.shownTitle)
  }

  private func list(_ phrases: [Phrase]) -> Phrase { phrases.joined(separator: "; ") }

  private var gates: Phrase {
    let standing = evidence.decisionCase.standingGates
    return list(evidence.failed.filter { $0.gate.map(standing.contains) ?? false }.map(\.finding))
  }

  /// What answered yes.
  private var gains: Phrase {
    let gains = self.answeredYes
    // Where several are named, it is said whose gains these are.
    let isOneOfMany = choice?.rank == .oneOf || choice?.rank == .behind
    return isOneOfMany && !evidence.primaries.isEmpty ? "with \(variant), \(gains)" : gains
  }

  private var answeredYes: Phrase { list(evidence.primaries.filter(\.state.isGain).map(gain)) }

  private func gain(_ standing: Standing<PrimaryAnswer>) -> Phrase {
    switch standing.metric.primaryQuestion {
    case .superiority, .minimumEffect: "\(change(standing)) against \(control)"
    case .margin:
      "\(standing.metric.shownTitle) is within its margin of \(margin(standing.metric)): \(change(standing))"
    case .equivalence:
      "\(standing.metric.shownTitle) is equivalent within \(margin(standing.metric)): \(change(standing))"
    }
  }

  /// The gains before what speaks against them.
  private var gained: Phrase {
    evidence.primaries.contains(where: \.state.isGain) ? "\(gains), but " : ""
  }

  private func said(_ fact: DecisionFact) -> Phrase { list(facts.filter { $0.fact == fact }.map(\.sentence)) }

  private func worse(of kinds: [DecisionFact]) -> Phrase {
    list(facts.filter { kinds.contains($0.fact) }.map(\.sentence))
  }

  private func traded(for kinds: [DecisionFact]) -> Phrase {
    let within = Set(facts.filter { kinds.contains($0.fact) }.map(\.metric))
    let pure = evidence.primaries.filter { $0.state.isGain && !within.contains($0.metric.name) }
    let against = worse(of: kinds)
    return pure.isEmpty ? against : "\(list(pure.map(gain))), but \(against)"
  }

  /// `Ship it if a rise of refunds by up to 15.3 % is acceptable: refunds has no margin`.
  private var acceptable: Phrase {
    let bare = evidence.guardrails.filter { $0.state == .bare }
    let losses = bare.compactMap { standing -> Phrase? in
      guard let effect = effect(standing), let loss = effect.largestLoss else { return nil }
      return "\(effect.harm) of \(effect.title) by up to \(loss)"
    }
    let names = bare.map(\.metric.shownTitle).listed
    let verb = bare.count == 1 ? "has" : "have"
    guard losses.count == bare.count else {
      let isSafe = bare.allSatisfy { effect($0)?.excludesLosses ?? false }
      let known: Phrase =
        losses.isEmpty ? "" : "; \(losses.listed) \(losses.count == 1 ? "is" : "are") not excluded"
      return
        "\(names) \(verb) no margin\(isSafe ? ", though every loss is excluded" : ""), so that a person has to judge\(known)"
    }
    return
      "Ship it if \(losses.listed) \(losses.count == 1 ? "is" : "are") acceptable: \(names) \(verb) no margin"
  }

  private func small(_ standing: Standing<PrimaryAnswer>) -> Phrase? {
    guard standing.state == .small, let minimum = standing.metric.minimumEffect else { return nil }
    return
      "\(change(standing)) against \(control), which is less than the \(minimum.shown) that was declared worth having"
  }

  private func ruledOut(_ standing: Standing<PrimaryAnswer>) -> Phrase {
    let metric = standing.metric
    switch metric.primaryQuestion {
    case .margin:
      return "\(change(standing)), which is more than its margin of \(margin(metric))"
    case .equivalence:
      return "\(change(standing)), which is not within \(margin(metric))"
    case .superiority, .minimumEffect:
      let excluded =
        standing.result.flatMap { result in
          // A test without an interval excludes by its p-value; the interval that is shown is another method's.
          result.outsider == nil
            ? effect(standing)?.excluded.map { ": \($0)" as Phrase }
            : result.decidingAlternative?.deciding.map { ": \(change(standing)), \($0)" as Phrase }
        } ?? ""
      let sought: Phrase =
        metric.minimumEffect.map { "an effect of \($0.shown), the smallest worth having, is excluded" }
        ?? metric.mde.map { "the effect of \($0.shown) that was planned for is excluded" } ?? "every gain is excluded"
      return "for \(metric.shownTitle), \(sought)\(excluded)"
    }
  }

  private func open(_ standing: Standing<PrimaryAnswer>) -> Phrase {
    let metric = standing.metric
    switch standing.state {
    case .unanswered: return sentence(.primaryUnanswered, standing)
    case .no: return ruledOut(standing)
    case .open, .worse, .yes, .yesWorse, .small: break
    }
    guard let effect = effect(standing) else { return "for \(metric.shownTitle), there is no interval" }
    let question: Phrase =
      switch metric.primaryQuestion {
      case .superiority: ""
      case .minimumEffect:
        "at least \(metric.minimumEffect?.shown ?? .missing) is not shown\(withoutDifference(standing)), "
      case .margin: "it is not shown that a loss stays below the margin of \(margin(metric)), "
      case .equivalence: "equivalence within \(margin(metric)) is not shown, "
      }
    if let result = standing.result, let daily = result.daily.result, PossibleGain(metric, result).areExcluded,
      !PossibleGain(metric, daily).areExcluded
    {
      return
        "\(ruledOut(standing)), but that depends on the days: in strata by the day of exposure a gain is possible\(unitsToFind(standing))"
    }
    if standing.result?.question?.warnings.contains(.dependsOnDays) ?? false, metric.hasMargin {
      return
        "\(metric.shownTitle) is within its margin of \(margin(metric)) in all units together, but not in strata by the day of exposure\(unitsToFind(standing))"
    }
    if standing.result?.dependsOnDays ?? false {
      return
        "\(effect.phrase), but that depends on the days: in strata by the day of exposure it is not significant\(unitsToFind(standing))"
    }
    let decided: Phrase =
      standing.result.flatMap { $0.outsider == nil ? nil : $0.decidingAlternative?.deciding }.map { ", \($0)" } ?? ""
    let found: Phrase =
      effect.excluded.map { "for \(metric.shownTitle), \(question)\($0)" }
      ?? (metric.primaryQuestion == .superiority
        ? "\(effect.phrase)\(decided)" : "for \(metric.shownTitle), \(question)and \(effect.phrase)\(decided)")
    return "\(found)\(unitsToFind(standing))"
  }

  /// Why a minimum effect whose own test finds it is not shown.
  private func withoutDifference(_ standing: Standing<PrimaryAnswer>) -> Phrase {
    guard let question = standing.result?.question, let p = question.pValue, p < question.test.alpha else { return "" }
    let difference = standing.result?.outsider ?? standing.result?.leading
    let shown = difference?.family.pValue ?? difference?.pValue
    return " (its own test finds it, but no difference is shown\(shown.map { ", \(p: $0)" } ?? ""))"
  }

  /// `; 41 000 units a variant in a new experiment would find +1 %`, in the rows that are analyzed, and all of them where variants have
  /// different shares.
  private func unitsToFind(_ standing: Standing<PrimaryAnswer>) -> Phrase {
    // An effect that is just as large as the least one that is asked for is never shown to be larger.
    guard standing.metric.primaryQuestion != .minimumEffect, let size = standing.metric.worthwhileEffect,
      let answer = standing.result?[size.estimand],
      let error = answer.standardError, error > 0
    else { return "" }
    let ratio =
      detectableShift(
        standardError: error, alpha: answer.test.alternative == .twoSided ? answer.test.alpha / 2 : answer.test.alpha)
      / size.size
    guard let now = standing.result?.rows, let needed = now.times(ratio * ratio) else { return "" }
    return "; about \(needed) in a new experiment would find \(size.shown)"
  }

  /// What a split that changed from day to day may have made, for methods that have no strata.
  private var acrossDays: Phrase {
    guard let byDay = evidence.comparedByDay else { return "" }
    let metrics = evidence.primaries.filter(\.state.isGain).map(\.metric) + evidence.guardrails.map(\.metric)
    let names = metrics.filter { !byDay.contains($0.name) }.map(\.shownTitle)
    guard !names.isEmpty else { return "" }
    return
      ". \(names.listed) \(names.count == 1 ? "is" : "are") compared in all units together only, so that a split that changed from day to day could have made the difference"
  }
}
