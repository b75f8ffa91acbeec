internal import Distributions

/// Two proportions at both ends of what missing outcomes leave possible.
///
/// Where outcomes are missing more often in one variant, the excess share of the other's observed units is taken out, once from
/// the successes and once from the failures: between these ends lies what both variants would show if the same units were
/// missing in each. That assumes that the variant changes missingness in one direction only.
///
/// - Note: D. S. Lee (2009), *Review of Economic Studies* 76, 1071-1102; Methods/data-checks, "Missing outcomes".
package struct TrimmedProportions: Sendable, Equatable {
  /// What a comparison says at an end, without the words of a report.
  package enum Answer: Sendable, Equatable {
    case higher
    case lower
    case neither
  }

  /// Successes, observed units and all units of one variant.
  package struct Arm: Sendable, Equatable {
    package let successes: Int
    package let observed: Int
    package let all: Int

    /// - Precondition: 0 ≤ successes ≤ observed ≤ all.
    package init(successes: Int, observed: Int, all: Int) {
      precondition((0...observed).contains(successes) && observed <= all)
      (self.successes, self.observed, self.all) = (successes, observed, all)
    }

    fileprivate var share: Double { all == 0 ? 0 : Double(observed) / Double(all) }
  }

  /// The proportion of the variant that is trimmed, at its lower and its upper end.
  package let trimmed: ClosedRange<Double>
  /// Whether that is the control.
  package let isControl: Bool
  /// The answers at both ends.
  package let answers: [Answer]

  /// Whether the comparison says the same at both ends.
  package var isDecided: Bool { answers[0] == answers[1] }

  /// - Parameter alpha: of the two-sided comparison, by the normal distribution with unpooled variances.
  /// - Returns: nil where a variant has no observed unit.
  package init?(control: Arm, variant: Arm, alpha: Double) {
    guard control.observed > 0, variant.observed > 0 else { return nil }
    isControl = control.share > variant.share
    let (more, less) = isControl ? (control, variant) : (variant, control)
    let excess = (more.share - less.share) / more.share
    let p = Double(more.successes) / Double(more.observed)
    guard excess < 1 else { return nil }
    let (low, high) = (max(0, p - excess) / (1 - excess), min(1, p / (1 - excess)))
    trimmed = low...max(low, high)
    let kept = Double(more.observed) * (1 - excess)
    let other = Double(less.successes) / Double(less.observed)
    let c = Normal.quantile(upperTail: alpha / 2)
    let sign: Double = control.share > variant.share ? -1 : 1
    answers = [low, high].map { end in
      let variance = end * (1 - end) / kept + other * (1 - other) / Double(less.observed)
      let difference = sign * (end - other)
      guard variance > 0 else { return difference > 0 ? .higher : difference < 0 ? .lower : .neither }
      let z = difference / variance.squareRoot()
      return z > c ? .higher : z < -c ? .lower : .neither
    }
  }
}
