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
    case .noOdds: "the value is no probability, so it has no odds; the lift says as much"
    case .noLift:
      "a lift of a mean logarithm would change with the unit of the values, and ranks have no level; exp(difference) − 1 is the lift of the geometric mean"
    case .noDifference: "a hazard ratio is relative already; the difference of restricted means has a unit"
    case .noInterval: "the test has none that belongs to it; beside it stands the one of the fixed test"
    }
  }
}
