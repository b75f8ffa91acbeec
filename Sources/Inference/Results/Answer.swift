package import Statistics

/// What one method says about one question of a comparison, on the question's scale.
///
/// A missing number is nil and `reason` says why; none is replaced.
package struct Answer: Sendable, Equatable {
  /// A variant by itself, in the metric's own unit.
  package struct Arm: Sendable, Equatable {
    /// Units kept; clusters where these are analyzed.
    package let units: Int
    package let value: Double?
    package let interval: Interval?
  }

  /// What the other comparisons of a family make of the answer.
  package struct FamilyShare: Sendable, Equatable {
    /// The comparisons that a correction treats together.
    package let name: String
    package let isOfSegments: Bool
    /// How many there are.
    package let size: Int
    /// The procedure in words; nil where there is nothing to correct, or no correction.
    package let method: String?
    package let pValue: Double?
    /// Holds together with the intervals of the family.
    package let interval: Interval?
    /// The level 1 − R·q/m of the interval of a comparison that was selected with R of m; nil for other intervals.
    ///
    /// - Note: Y. Benjamini, D. Yekutieli (2005), *JASA* 100, 71-81.
    package let selectedLevel: Double?

    /// Comparisons that the verdict is not corrected for; 1 where it need not be.
    package var uncorrected: Int { method == nil ? size : 1 }
  }

  /// The question: its null value, scale, sides and errors.
  package let test: HypothesisTest
  /// The key of the method that answers.
  package let method: String
  /// What was done, step by step: `ratio|none|unit|fieller|fixed`.
  package let path: String
  /// When one may look.
  package let design: String
  /// Whether the metric's values are probabilities, which read best as percentages.
  package let isProbability: Bool
  package let control: Arm
  package let variant: Arm
  /// The estimate on the scale of the question; a lift is a fraction.
  package let estimate: Double?
  package let standardError: Double?
  /// An open end is infinite.
  package let interval: Interval?
  package let statistic: Double?
  /// The degrees of freedom; nil for a normal statistic.
  package let degreesOfFreedom: Double?
  package let pValue: Double?
  package let family: FamilyShare
  /// 1 − V/V_unadjusted, where covariates or strata took part.
  package let varianceReduction: Double?
  /// How many times the clusters multiply the variance of single units.
  package let designEffect: Double?
  /// The reason that refused something; nil where nothing was.
  package let status: NotEstimable?
  /// nil where nothing may be concluded, or another method concludes.
  package let verdict: Verdict?
  package let warnings: [EstimateWarning]
  /// Why a number is missing, in words.
  package let reason: String?
}

extension Answer {
  package var estimand: Estimand { test.estimand }

  /// Whether a margin is shown to hold, on one side or on both; also where a failed check of the data forbids to say so.
  package var isWithinMargin: Bool {
    [.nonInferiority, .equivalence].contains(test.hypothesis) && answersTest
      && (pValue.map { $0 < test.alpha } ?? false) && !warnings.contains(.dependsOnDays)
  }

  /// Whether there is a test that anything may be concluded from; a failed check of the data is another matter.
  package var answersTest: Bool { pValue != nil && status != .tooSkewed }

  /// Whether numbers stand there, though it may be forbidden to conclude from them.
  package var isEstimated: Bool { status?.isOfVerdict ?? true }

  private var scale: NumberScale {
    NumberScale(
      .comparison(on: estimand, isProbability: isProbability), resolution: standardError, null: test.nullValue)
  }

  /// A number on the scale of the answer, with the digits of its estimate.
  package func shown(_ value: Double?) -> Quantity { .value(value, in: scale.unit, resolution: scale.resolution) }

  /// A variant's value, with the digits that its interval leaves it.
  package func shown(_ arm: Arm) -> Quantity {
    .value(arm.value, within: arm.interval, in: isProbability ? .share : .plain)
  }

  /// `−1.9 % to +34 %`
  package var shownInterval: Quantity { interval.map(shown) ?? .missing }

  package func shown(_ interval: Interval) -> Quantity { .interval(interval, scale) }

  package var shownWithInterval: Quantity {
    interval.map { .numberWithInterval(estimate, $0, scale) } ?? shown(estimate)
  }

  /// The interval of a comparison that was selected among others; nil for others.
  package var shownSelected: Phrase? {
    guard let level = family.selectedLevel, let interval = family.interval, let method = family.method else {
      return nil
    }
    // Where all are selected, the interval is the one that stands there already.
    guard level > test.level + 1e-9 else { return nil }
    return
      "selected among \(family.size) by \(method); \(.value(level, in: .share, resolution: 0.002)) interval for what is selected (false coverage rate, Benjamini and Yekutieli 2005) \(shown(interval))"
  }

  /// The units of both variants.
  package var shownUnits: Phrase { "\(.count(control.units)) / \(.count(variant.units))" }

  /// The null value with the digits that it was written with.
  package var shownNull: Phrase {
    "\(test.nullValue < 0 ? "−" : test.nullValue > 0 ? "+" : "")\(shownNullSize)"
  }

  /// The null value without its sign, as it is shown.
  package var shownNullSize: Quantity {
    let unit: NumberUnit =
      switch estimand {
      case .absolute: isProbability ? .exactPoints : .exact
      case .relative: .exactShare
      case .oddsRatio: .exact
      }
    return .value(abs(test.nullValue), in: unit)
  }
}

extension Answer.FamilyShare {
  /// How the verdicts of the family account for each other; nil for a comparison that is alone.
  package var sentence: Phrase? {
    guard size > 1 else { return nil }
    guard let method else { return "Differences in the \(name) family are not corrected for \(size) comparisons." }
    return "Differences in the \(name) family are corrected for \(size) comparisons by \(method)."
  }

  /// The sentences about every family among the answers, once each; the families of segments share one per method.
  package static func sentences(of answers: [Answer]) -> [Phrase] {
    var seen = Set<String>()
    // A comparison without an answer knows of no procedure, though its family has one.
    let named = Dictionary(grouping: answers.map(\.family), by: \.name).mapValues { family in
      family.first { $0.method != nil } ?? family[0]
    }
    let families = answers.compactMap { seen.insert($0.family.name).inserted ? named[$0.family.name] : nil }
      .filter { $0.size > 1 }
    let segments = families.filter(\.isOfSegments)
    var methods = Set<String?>()
    return families.filter { !$0.isOfSegments }.compactMap(\.sentence)
      + segments.map(\.method).filter { methods.insert($0).inserted }.map { method in
        sentence(onSegments: segments.filter { $0.method == method }.map(\.size), method)
      }
  }

  private static func sentence(onSegments sizes: [Int], _ method: String?) -> Phrase {
    let (fewest, most) = (sizes.min() ?? 0, sizes.max() ?? 0)
    let each = "\(fewest == most ? "" : "\(fewest) to ")\(most) comparisons each"
    guard let method else { return "Verdicts in segments are not corrected within a metric (\(each))." }
    return "Verdicts in segments are corrected within each metric (\(each)), by \(method)."
  }
}
