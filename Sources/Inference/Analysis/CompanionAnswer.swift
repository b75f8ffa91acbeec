internal import Planning
internal import Specification
internal import Statistics

/// The p-value of another method beside the test that the interval inverts, as a row of its own.
struct CompanionAnswer {
  enum Kind: Equatable {
    case exact(ExactProportionTest)
    case randomization
    case poisson
    case trend
    case logRank
  }

  let kind: Kind
  /// Whether its p-value decides about "no difference".
  let decides: Bool
  let p: Result<Double, NotEstimable>
  /// Of a method that has one.
  var statistic: Double?
  /// The scale that it is about.
  var estimand: Estimand = .absolute
  /// Of a method that has one, which inverts its p-value.
  var interval: Interval?

  var method: String {
    switch kind {
    case .exact(let test): test.name
    case .randomization: "randomization"
    case .poisson: "conditional-poisson"
    case .trend: "cochran-armitage"
    case .logRank: "log-rank"
    }
  }

  /// What stands in the place of the interval.
  var missingInterval: String {
    switch kind {
    case .exact: "an exact test has no interval here; see the score interval"
    case .randomization: "a randomization test has no interval here; see the interval of the t statistic"
    case .poisson: "the exact test of the rates has no interval here; see the interval of the t statistic"
    case .logRank: "the log-rank test has no interval; see the interval of the hazard ratio"
    case .trend: "the test for a trend has no interval here; see the interval of the line"
    }
  }

  /// What a row is warned of whose verdict this one gives.
  var warning: EstimateWarning {
    switch kind {
    case .exact, .poisson: .exactDecides
    case .randomization: .randomizationDecides
    case .trend: .trendDecides
    case .logRank: .logRankDecides
    }
  }
}

extension ExactProportionTest {
  fileprivate var name: String {
    switch self {
    case .barnard, .boschloo, .fisher: rawValue
    case .midP: "mid-p"
    }
  }
}
