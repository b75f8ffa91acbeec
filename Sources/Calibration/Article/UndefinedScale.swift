internal import Statistics

/// Why a metric has no value on a scale (`methods.md` 7.4).
enum UndefinedScale: String, CaseIterable {
  case noOdds = "no odds"
  case noLift = "no lift"
  case noInterval = "no interval"

  init(_ estimand: Estimand) {
    switch estimand {
    case .absolute: self = .noInterval
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
    case .noInterval: "the test has none that belongs to it; beside it stands the one of the fixed test"
    }
  }
}
