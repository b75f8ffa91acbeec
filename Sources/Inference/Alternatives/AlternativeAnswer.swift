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
  /// What a reader must know beside the p-value: `fragile: 4 conversions`; nil for nothing.
  package let note: String?

  init(method: AlternativeMethod, answer: Answer, note: String? = nil) {
    (self.method, self.answer, self.note) = (method, answer, note)
  }

  /// The p-value that decides, with the name of its method and the note: `p = 0.055 (mid-p; fragile: 4 conversions)`; nil where
  /// there is none.
  package var deciding: Phrase? {
    answer.pValue.map { "\(p: $0) (\([answer.method, note].compactMap(\.self).joined(separator: "; ")))" }
  }

  /// As a part of a sentence; nil where there is nothing to say.
  package var phrase: Phrase? {
    guard let p = answer.pValue else {
      return method == .randomization
        ? answer.reason.map { "randomization p: not estimable, because \($0)" } : nil
    }
    return switch method {
    case .exact: "exact \(p: p) (\([answer.method, note].compactMap(\.self).joined(separator: "; ")))"
    case .randomization: "randomization \(p: p)"
    case .trend: "Cochran-Armitage test for a trend \(p: p)"
    case .logRank: "log-rank test \(p: p)"
    }
  }
}
