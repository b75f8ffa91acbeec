import Statistics
internal import Terms

/// The named values of the keys, with those that the grammar has but this version does not build.
package enum Vocabularies {
  static let role = Vocabulary<MetricRole>("role")
  static let direction = Vocabulary<Direction>("direction")
  static let missing = Vocabulary<MissingRule>("rule for missing values")
  static let test = Vocabulary<MetricTest>("test")
  static let assignment = Vocabulary<AssignmentRule>("assignment mechanism")
  static let rows = Vocabulary<RowKind>("kind of rows")
  /// What the trials of aggregates are, where they are what was assigned.
  static let trials = Vocabulary<Void>("kind of trials", [("units", ())])
  /// What becomes of units in several variants, beside what a column says.
  static let crossing = Vocabulary<CrossingRule>(
    "rule for units in several variants", [("exclude", .exclude), ("first", .first)],
    orForm: "{ \"assigned\": \"the column of the assigned variant\" }")
  static let format = Vocabulary<SourceFormat>("format")
  /// How a column is read where its values do not tell.
  static let columnReading = Vocabulary<Void>("way to read a column", [("category", ())])
  static let encoding = Vocabulary<SourceEncoding>("encoding")
  /// Whether a comma stands before decimals.
  static let decimal = Vocabulary<Bool>("decimal character", [(".", false), (",", true)])
  static let thousands = Vocabulary<NumberFormat.Thousands>("thousands separator")
  /// Whether values that cannot be read are left out.
  static let unreadable = Vocabulary<Bool>("rule for unreadable values", [("error", false), ("drop", true)])
  static let aggregate = Vocabulary("aggregate", FactAggregate.stated.map { ($0.rawValue, $0) })
  static let earlierMetric = Vocabulary<Void>("covariate", [("self", ())])
  static let survivalQuantity = Vocabulary<TimeToEvent.Quantity>("estimand")
  static let funnelOrder = Vocabulary<FunnelOrder>("order of steps")
  static let maturity = Vocabulary<MaturityRule>("rule for unfinished windows")
  static let slopes = Vocabulary<SlopeRule>("rule for slopes")
  static let capSource = Vocabulary<CapSpec.Source>("source of a cap")
  static let capUnit = Vocabulary<CapSpec.Unit>("part of the data that is cut")
  static let contrasts = Vocabulary<ContrastsSpec>("choice of contrasts", [("all-pairs", .allPairs)])
  package static let design = Vocabulary<DesignSpec>(
    "design", [(FixedHorizon.name, .fixed)], planned: ["group-sequential", "anytime-valid", "bayesian"])
  static let correction = Vocabulary<Correction>("correction")
  static let control = Vocabulary<FamilyControl>("kind of error")
}
