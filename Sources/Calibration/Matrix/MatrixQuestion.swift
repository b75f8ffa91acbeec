internal import Inference

/// A question beside "is there a difference", asked where its null value is the truth: an answer is then an error.
package enum MatrixQuestion: String, Sendable, CaseIterable {
  case minimumEffect = "minimum-effect"
  case nonInferiority = "non-inferiority"
  case equivalence
  case claim

  /// The keys of a metric that ask about an amount, which is a harm where a margin is asked for.
  func keys(_ amount: Amount) -> String {
    switch (self, amount) {
    case (.claim, .lift(let lift)): #""claim": "+\#(100 * lift)%""#
    case (.claim, .difference(let difference)): #""claim": "+\#(100 * difference)%""#
    case (.minimumEffect, _): #""minimum_effect": \#(amount.json)"#
    case (.nonInferiority, _): #""direction": "decrease", "margin": \#(amount.json)"#
    case (.equivalence, _): #""equivalence": \#(amount.json)"#
    }
  }

  /// The true effect: relative to the control, or where the metric has no lift in its own unit.
  enum Amount {
    case lift(Double)
    case difference(Double)

    var json: String {
      switch self {
      case .lift(let lift): "\"\(100 * lift)%\""
      case .difference(let difference): "\(difference)"
      }
    }
  }

  /// Whether a verdict asserts what is false at the null value.
  func isError(_ verdict: Verdict) -> Bool {
    switch self {
    case .minimumEffect: verdict == .better
    case .nonInferiority: verdict == .nonInferior
    case .equivalence: verdict == .equivalent
    case .claim: [.exceeded, .confirmedButSmaller, .refuted, .smaller, .notReproduced].contains(verdict)
    }
  }

  /// The nominal share of errors, one-sided.
  package var nominal: Double { self == .minimumEffect ? 0.025 : 0.05 }
}
