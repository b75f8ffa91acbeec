internal import Planning
internal import Statistics
internal import Terms

/// How one metric changed, in words: `conv rose by 8.1 % (95 % CI +3.2 % to +13.0 %)`.
struct MetricEffect {
  let metric: PlannedMetric
  let result: ComparisonResult

  /// The title, with a word on values that were cut.
  var title: String { metric.shownTitle }

  /// The scale that a reader understands best: the lift where there is one.
  var answer: Answer {
    result[.relative].flatMap { $0.interval == nil || $0.estimate == nil ? nil : $0 } ?? result.leading
  }

  var phrase: Phrase { "\(title) \(change)" }

  /// `conv is worse: it fell by 8.1 % (95 % CI −13.0 % to −3.2 %)`.
  var worse: Phrase {
    // An interval that is open to the bad side shows no harm, and neither does a p-value that only one of two tests has.
    guard answer.test.alternative != .twoSided || !result.isShownByItsP, let p = result.harm?.adjustedP else {
      return "\(title) is worse: it \(change)"
    }
    return "\(title) is worse: it \(size) (one-sided test of harm, \(p: p))"
  }

  private var change: Phrase { answer.estimate == nil ? size : "\(size)\(interval)" }

  private var size: Phrase {
    guard let estimate = answer.estimate else { return withoutEstimate }
    return estimate == 0
      ? "is the same in both" : "\(estimate > 0 ? "rose" : "fell") by \(answer.shownSize(abs(estimate)))"
  }

  /// What is known of a change without a size: both values, or its direction by the test that decides.
  private var withoutEstimate: Phrase {
    let leading = result.leading
    if leading.control.value != nil, leading.variant.value != nil {
      return "went from \(leading.shown(leading.control)) to \(leading.shown(leading.variant))"
    }
    let why: Phrase = leading.reason.map { " (\($0))" } ?? ""
    guard let change = result.outsider?.statistic, change != 0 else { return "changed by an unknown amount\(why)" }
    return "\(change > 0 ? "rose" : "fell") by an unknown amount\(why)"
  }

  /// Nothing beside a test that decides otherwise.
  private var interval: Phrase {
    answer.interval == nil || !isIntervalOfDecision ? "" : " (\(.level(answer.test.level)) CI \(answer.shownInterval))"
  }

  /// Whether the interval says the same of "no difference" as the test that decides, which may be another one.
  private var isIntervalOfDecision: Bool {
    guard let other = result.outsider, let p = other.pValue, let interval = answer.interval else { return true }
    return (interval.lower > 0 || interval.upper < 0) == (p < other.test.alpha)
  }

  // MARK: What is still possible

  /// `gains above 2.3 % and losses above 1.9 % are excluded`; nil without an interval of two sides, or beside a test that
  /// decides otherwise.
  var excluded: Phrase? {
    guard answer.test.alternative == .twoSided, isIntervalOfDecision, let interval = answer.interval else { return nil }
    // A fall by all there is ends what is possible, and excludes nothing.
    let isBottom = answer.estimand == .relative && interval.lower == -1
    let (rise, fall) = (interval.upper, isBottom ? .infinity : -interval.lower)
    let (gain, loss) = metric.direction == .decrease ? (fall, rise) : (rise, fall)
    let (good, bad) = metric.direction == .neutral ? ("rises", "falls") : ("gains", "losses")
    var parts: [Phrase] = []
    if gain.isFinite { parts.append(gain > 0 ? "\(good) above \(answer.shownSize(gain))" : "all \(good)") }
    if loss.isFinite { parts.append(loss > 0 ? "\(bad) above \(answer.shownSize(loss))" : "all \(bad)") }
    return parts.isEmpty ? nil : "\(parts.joined(separator: " and ")) are excluded"
  }

  /// The largest loss that is not excluded; nil where every loss is, or none can be told.
  var largestLoss: Quantity? {
    guard let loss = result.loss, loss.size > 0, loss.size.isFinite, let answer = result[loss.estimand] else {
      return nil
    }
    return answer.shownSize(loss.size)
  }

  /// Whether a one-sided interval excludes every loss.
  var excludesLosses: Bool { result.loss.map { $0.size <= 0 } ?? false }

  /// The word for harm: `a rise`, `a fall`.
  var harm: String { metric.direction == .decrease ? "a rise" : "a fall" }
}

extension Answer {
  /// A size without a sign, on the scale of the answer.
  func shownSize(_ value: Double) -> Quantity {
    .limit(value, NumberScale(sizeUnit, resolution: standardError, null: 0))
  }

  private var sizeUnit: NumberUnit {
    switch estimand {
    case .absolute: isProbability ? .pointsSize : .plain
    case .relative: .share
    case .oddsRatio: .plain
    }
  }
}

extension PlannedMetric {
  /// What a sentence calls it: with a word on values that were cut.
  var shownTitle: String { hasCap ? "\(title) (capped)" : title }
}

extension Amount {
  /// `5 %`, `0.5 pp`, `0.005`.
  var shown: Quantity {
    switch self {
    case .relative(let fraction): .level(fraction)
    case .absolute(let value): .exact(value)
    case .percentagePoints(let value): .value(value, in: .exactPoints)
    }
  }
}
