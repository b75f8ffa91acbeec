package import Statistics

/// What one method did in the simulated experiments of one scenario: whole numbers, which add up in any order.
package struct CalibrationCell: Sendable, Equatable {
  /// Simulated experiments.
  package private(set) var runs = 0
  /// Experiments in which the two-sided test of no difference rejects, by the side on which the variant is.
  package private(set) var rejectedLow = 0
  package private(set) var rejectedHigh = 0
  /// Intervals that lie wholly below, and wholly above, the truth.
  package private(set) var missedBelow = 0
  package private(set) var missedAbove = 0
  /// Experiments without an answer, by reason.
  package private(set) var refused: [NotEstimable: Int] = [:]
  /// Answers that carried a warning, by warning.
  package private(set) var warned: [EstimateWarning: Int] = [:]

  package init() {}

  /// The two-sided level at which everything is asked.
  package static let alpha = 0.05
  private static let boundary = FixedHorizon().boundary(for: DesignQuestion(.twoSided, error: alpha))

  /// Experiments with an interval and a p-value.
  package var answers: Int { runs - refused.values.reduce(0, +) }
  /// Rejections of no difference, of the experiments with an answer: the type I error where there is none.
  package var rejected: Rate { Rate(rejectedLow + rejectedHigh, of: answers) }
  /// Intervals that hold the truth, of the experiments with an answer.
  package var covered: Rate { Rate(answers - missedBelow - missedAbove, of: answers) }
  /// Intervals that do not.
  package var missed: Rate { Rate(missedBelow + missedAbove, of: answers) }
  /// Experiments without an answer.
  package var unanswered: Rate { Rate(runs - answers, of: runs) }

  /// Asks an estimate as the report does: a p-value is given where an interval is.
  package mutating func add(_ estimate: Estimate, on estimand: Estimand, truth: Double) {
    do throws(NotEstimable) {
      let interval = try estimate.interval(on: estimand, alternative: .twoSided, Self.boundary)
      let test = try estimate.test(
        NullValue(estimand.neutralValue, on: estimand), alternative: .twoSided, Self.boundary)
      // A method without a statistic has no side.
      let side = test.pValue < Self.alpha ? test.statistic ?? 0 : 0
      add(rejectedAt: side, interval, truth: truth, warnings: estimate.warnings(on: estimand, Self.boundary))
    } catch {
      add(refused: error)
    }
  }

  /// Counts an answer.
  ///
  /// - Parameters:
  ///   - side: negative or positive where no difference is rejected, by the side on which the variant is; else 0.
  ///   - interval: nil where the answer has none, which then misses nothing.
  package mutating func add(
    rejectedAt side: Double, _ interval: Interval?, truth: Double, warnings: [EstimateWarning]
  ) {
    runs += 1
    rejectedLow += side < 0 ? 1 : 0
    rejectedHigh += side > 0 ? 1 : 0
    if let interval {
      missedBelow += interval.upper < truth ? 1 : 0
      missedAbove += interval.lower > truth ? 1 : 0
    }
    for warning in warnings { warned[warning, default: 0] += 1 }
  }

  /// Counts an experiment without an answer.
  package mutating func add(refused reason: NotEstimable) {
    runs += 1
    refused[reason, default: 0] += 1
  }

  package static func + (left: CalibrationCell, right: CalibrationCell) -> CalibrationCell {
    var sum = left
    sum.runs += right.runs
    sum.rejectedLow += right.rejectedLow
    sum.rejectedHigh += right.rejectedHigh
    sum.missedBelow += right.missedBelow
    sum.missedAbove += right.missedAbove
    sum.refused.merge(right.refused, uniquingKeysWith: +)
    sum.warned.merge(right.warned, uniquingKeysWith: +)
    return sum
  }
}
