internal import Planning

/// How the queries number where a row goes: a variant's index, or a negative code for the reason why it goes nowhere.
extension ExposureLedger.Reason {
  /// Whether no row bears the reason: its rows are what remains when all others are counted.
  var isRemainder: Bool {
    switch self {
    case .repeated, .laterExposure: true
    case .filtered, .blankLabel, .unknownLabel, .blankUnit, .severalVariants, .differingRepeats, .blankCluster,
      .clusterInVariants, .differingUnits, .blankTime, .unreadableTime, .beforeStart, .afterEnd, .afterPhases,
      .untriggered:
      false
    }
  }

  /// - Precondition: rows bear the reason.
  var code: Int {
    switch self {
    case .filtered: -1
    case .blankLabel: -2
    case .unknownLabel: -3
    case .blankUnit: -4
    case .severalVariants: -5
    case .differingRepeats: -6
    case .blankCluster: -7
    case .clusterInVariants: -8
    case .differingUnits: -9
    case .blankTime: -10
    case .unreadableTime: -11
    case .beforeStart: -12
    case .afterEnd: -13
    case .untriggered: -14
    case .afterPhases: -15
    case .repeated, .laterExposure: preconditionFailure("no row bears the reason \(self)")
    }
  }
}
