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
      let claim = try? ClaimTest(draft.estimate, ratio: 1 + test.nullValue, alpha: test.alpha, at: look)
      return claim.map { Verdict($0.answer) } ?? (isRejected ? .refuted : .compatible)
    case .equivalence: return isRejected ? .equivalent : .inconclusive
    case .nonInferiority: return isRejected ? .nonInferior : .inconclusive
    case .superiority: break
    }
    guard isRejected else { return .inconclusive }
    // Better and worse are words for what a variant does; without randomization there is only a difference.
    guard plan.header.isRandomized, !(draft.dose?.isAssociation ?? false) else { return .different }
    switch metric.direction {
    case .neutral: return .different
    case .increase: return statistic > 0 ? .better : .worse
    case .decrease: return statistic < 0 ? .better : .worse
    }
  }
}

extension Verdict {
  init(_ answer: ClaimAnswer) {
    switch answer {
    case .refuted: self = .refuted
    case .confirmed: self = .confirmed
    case .compatible: self = .compatible
    case .exceeded: self = .exceeded
    }
  }
}
