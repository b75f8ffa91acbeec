internal import Planning
internal import Statistics

extension AnswerBuilder {
  /// What a test says in one word; nil where it has no statistic or no p-value.
  ///
  /// - Parameters:
  ///   - p: that of the method that decides.
  ///   - adjusted: the same with the other comparisons of the family taken into account, where these are.
  func verdict(_ test: HypothesisTest, _ statistic: Double?, _ p: Double?, adjusted: Double?) -> Verdict? {
    guard let statistic, let p else { return nil }
    let isRejected = (adjusted ?? p) < test.alpha
    switch test.hypothesis {
    case .claim:
      return dependsOnDaysAsClaim ? .undecided : draft.claim?.answer?.given(isEffectShown: isClaimedSideShown)
    case .equivalence: return isRejected && holdsByDay(test) ? .equivalent : .inconclusive
    case .nonInferiority: return isRejected && holdsByDay(test) ? .nonInferior : .inconclusive
    case .superiority: break
    }
    // What is more than a minimum is a difference in the first place, which several comparisons may have corrected.
    if !test.testsNoDifference, isRejected, !isEffectShown { return .inconclusive }
    // Better and worse are words for what a variant does; without randomization there is only a difference.
    guard plan.header.isRandomized, !(draft.dose?.isAssociation ?? false), metric.direction != .neutral else {
      return isRejected ? .different : .inconclusive
    }
    // The family of harm alone gives the word "worse", and it may find what the test on both sides does not.
    if test.testsNoDifference, harm?.isFound ?? false { return .worse }
    guard isRejected else { return .inconclusive }
    let isGood = (metric.direction == .increase) == (statistic > 0)
    return isGood && holdsByDay(test) ? .better : statistic > 0 ? .higher : .lower
  }

  /// Whether a published effect has another answer in strata by the day of exposure, where it has one.
  private var dependsOnDaysAsClaim: Bool {
    byDay?.question?.verdict.map { $0 != draft.claim?.answer } ?? false
  }

  /// Whether the test that decides finds a difference, with the other comparisons of its family taken into account; true where there is
  /// no such test.
  private var isEffectShown: Bool {
    guard let test = draft.tests.first, test.testsNoDifference else { return true }
    return (correction?.pValue ?? draft.pValue).map { $0 < test.alpha } ?? true
  }

  /// The same on the side of a published effect, which a one-sided test may not look at.
  private var isClaimedSideShown: Bool {
    guard let test = draft.tests.first, test.testsNoDifference, let claim = draft.claim else { return true }
    let side: Alternative = claim.lift < 0 ? .less : .greater
    guard test.alternative != .twoSided, test.alternative != side else { return isEffectShown }
    let reversed = HypothesisTest(
      hypothesis: .superiority, estimand: test.estimand, null: .value(test.estimand.neutralValue, side),
      alpha: test.alpha)
    return draft.pValue(of: reversed).map { $0 < test.alpha } ?? true
  }

  /// Whether what a test finds is found in strata by the day of exposure, too, as far as that has an answer.
  private func holdsByDay(_ test: HypothesisTest) -> Bool {
    let own = test.testsNoDifference ? byDay?.verdict : byDay?.question?.verdict
    return own.map { [.better, .nonInferior, .equivalent].contains($0) } ?? true
  }

  /// Whether a test does not get its word because of the days.
  ///
  /// - Parameter p: with the other comparisons of the family taken into account, where these are.
  func dependsOnDays(_ test: HypothesisTest, _ verdict: Verdict, _ p: Double?) -> Bool {
    switch test.hypothesis {
    case .claim: return dependsOnDaysAsClaim
    case .equivalence, .nonInferiority: return (p.map { $0 < test.alpha } ?? false) && !holdsByDay(test)
    case .superiority:
      let good: Verdict = metric.direction == .increase ? .higher : .lower
      if verdict == good { return !holdsByDay(test) }
      return test.testsNoDifference && (harm?.dependsOnDays ?? false)
    }
  }
}

extension Verdict {
  /// What may be said of a published effect if no difference is shown: not that there is one.
  fileprivate func given(isEffectShown: Bool) -> Verdict {
    guard !isEffectShown else { return self }
    switch self {
    case .exceeded, .confirmed: return .undecided
    case .confirmedButSmaller, .smaller: return .notReproduced
    default: return self
    }
  }

  init(_ answer: ClaimAnswer) {
    switch answer {
    case .exceeded: self = .exceeded
    case .confirmed: self = .confirmed
    case .confirmedButSmaller: self = .confirmedButSmaller
    case .refuted: self = .refuted
    case .smaller: self = .smaller
    case .notReproduced: self = .notReproduced
    case .undecided: self = .undecided
    }
  }
}
