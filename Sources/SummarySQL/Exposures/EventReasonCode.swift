internal import Planning

extension EventLedger.Reason {
  /// How the reason is written in a query; 0 is "counted".
  var code: Int { planned(self, in: Self.allCases) + 1 }

  /// Whether an event that is dropped for the reason is one event, whose repeats were set apart.
  var isOfOneEvent: Bool {
    switch self {
    case .filtered, .undecided, .blankUnit, .blankCluster, .blankTime, .unreadableTime, .blankID, .repeated, .differing,
      .blankKey,
      .unknownVariant,
      .noUnits:
      false
    case .afterEnd, .unknownUnit, .unknownCluster, .crossedUnit, .beforeExposure, .outsideWindows: true
    }
  }
}
