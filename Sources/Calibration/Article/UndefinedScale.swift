internal import Statistics

/// Why a metric has no value on a scale (Methods/assumptions-and-scales, "Scales that are not defined").
enum UndefinedScale: String, CaseIterable {
  case noOdds = "no odds"
  case noLift = "no lift"
  case noInterval = "no interval"
  case noDifference = "no difference"

  init(_ estimand: Estimand, ofRatio: Bool = false) {
    switch estimand {
    case .absolute: self = ofRatio ? .noDifference : .noInterval
    case .relative: self = .noLift
    case .oddsRatio: self = .noOdds
    }
  }

  /// One sentence without a full stop.
  var explanation: String {
    switch self {
    case .noOdds: "the value is not a probability, so it has no odds; the lift is as informative"
    case .noLift:
      "a lift of a mean logarithm would change with the unit of the values, and ranks have no level; exp(difference) − 1 is the lift of the geometric mean"
    case .noDifference: "a hazard ratio is already relative; for a difference in units of time use restricted means"
    case .noInterval: "the test has no interval of its own; the interval of the fixed test is reported"
    }
  }
}
