/// A method that answers "do the sides differ?" beside the one whose interval is shown.
package enum AlternativeMethod: Sendable, Equatable {
  /// One of the exact tests of two proportions, or of two rates.
  case exact
  case randomization
  /// The test of a trend over doses.
  case trend
  case logRank
}

/// What such a method says.
package struct AlternativeAnswer: Sendable, Equatable {
  package let method: AlternativeMethod
  package let answer: Answer

  /// As a part of a sentence; nil where there is nothing to say.
  package var phrase: Phrase? {
    guard let p = answer.pValue else {
      return method == .randomization
        ? answer.reason.map { "randomization p: not estimable, because \($0)" } : nil
    }
    return switch method {
    case .exact: "exact \(p: p) (\(answer.method))"
    case .randomization: "randomization \(p: p)"
    case .trend: "Cochran-Armitage test for a trend \(p: p)"
    case .logRank: "log-rank test \(p: p)"
    }
  }
}
