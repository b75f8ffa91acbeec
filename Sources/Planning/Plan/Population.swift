internal import Terms

/// The units that a metric is measured on: its filter holds, and each of its terms has a usable value.
///
/// Two metrics with the same population share its aggregates.
package struct Population: Sendable, Hashable {
  package let terms: [PlannedTerm]
  /// Numbers that explain variance; their absence keeps no unit out.
  package let covariates: [PlannedTerm]
  /// Index into the plan's metric filters; nil for no filter.
  package let filter: Int?
  /// The column that says whether a unit's window is over; nil where that does not matter.
  package let maturity: String?
  /// The segment that units must lie in; nil for all units.
  package let segment: SegmentValue?

  package init(
    terms: [PlannedTerm], covariates: [PlannedTerm] = [], filter: Int?, maturity: String? = nil,
    segment: SegmentValue? = nil
  ) {
    self.maturity = maturity
    self.segment = segment
    self.terms = terms
    self.covariates = covariates
    self.filter = filter
  }
}

extension Population {
  /// The population within one segment.
  func within(_ segment: SegmentValue) -> Population {
    Population(terms: terms, covariates: covariates, filter: filter, maturity: maturity, segment: segment)
  }

  /// The population of the same units with other outcomes.
  func measuring(_ terms: [PlannedTerm]) -> Population {
    Population(terms: terms, covariates: covariates, filter: filter, maturity: maturity, segment: segment)
  }

  /// The row vector: outcomes first, then covariates.
  package var coordinates: [PlannedTerm] { terms + covariates }

  /// The reasons that can occur, in the order in which they are looked for; a query need not count the others.
  package var possibleReasons: [DropReason] {
    var reasons: Set<DropReason> = filter == nil && segment == nil ? [] : [.filtered]
    if maturity != nil { reasons.insert(.immature) }
    for term in terms {
      if term.absence == .drop { reasons.insert(.missing) }
      if term.canBeUnreadable { reasons.insert(.unreadable) }
      if term.canBeInfinite { reasons.insert(.notFinite) }
      if term.kind == .count { reasons.insert(.impossible) }
      switch term.rule {
      case .any: break
      case .nonNegative: reasons.insert(.negative)
      case .logarithm: reasons.insert(.notPositive)
      }
    }
    return DropReason.allCases.filter(reasons.contains)
  }
}

/// One value of a segment attribute.
package struct SegmentValue: Sendable, Hashable {
  package let attribute: String
  /// The value of the attribute; nil is a missing value.
  package let value: String?

  package init(attribute: String, value: String?) {
    self.attribute = attribute
    self.value = value
  }
}

/// Why a unit is not in a metric's population; the first reason that applies is counted.
package enum DropReason: String, Sendable, CaseIterable {
  /// Outside the metric's own `where`.
  case filtered = "outside where"
  /// The window over the unit's events is not over at the end of the data.
  case immature = "window not complete"
  /// No value.
  case missing
  /// A value that is not what the metric needs: a text where a number belongs, a 2 where 0 or 1 belongs.
  case unreadable
  /// NaN or infinity.
  case notFinite = "not finite"
  /// A count that cannot be one: negative, fractional, or successes above trials.
  case impossible = "impossible count"
  /// Below 0, where a metric counts.
  case negative
  /// 0 or below, where a logarithm is taken.
  case notPositive = "not positive"

  /// Whether the reason lies in the unit's outcome, instead of in what is known before it.
  package var isOfOutcome: Bool {
    switch self {
    case .filtered, .immature: false
    case .missing, .unreadable, .notFinite, .impossible, .negative, .notPositive: true
    }
  }
}
