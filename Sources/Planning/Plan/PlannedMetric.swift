package import Diagnostics
package import Statistics
package import Terms

/// A metric with every name resolved.
package struct PlannedMetric: Sendable {
  package let name: String
  /// What reports call it.
  package let title: String
  /// The word under `type`.
  package let type: String
  /// The preset that the spec names instead of the type; nil where it names the type.
  package let preset: String?
  /// The step of a funnel that the metric is; nil for other metrics.
  let step: FunnelStep?
  /// What is made of the columns before anything is averaged, in words; nil where they are taken as they stand.
  package let inWords: String?
  /// The metric's own filter, as the spec writes it.
  package let filterText: String?
  package let missing: MissingRule
  /// Whether the spec says itself what a missing value means.
  package let statesMissing: Bool

  package let role: MetricRole
  package let direction: Direction
  /// What is asked beside whether the variants differ.
  package let question: Question
  /// The effect that the experiment is planned to find; it tests nothing.
  package let mde: Amount?
  /// The smallest effect that the experiment declares worth having, where the metric asks whether the variants differ.
  let declaredMinimum: Amount?
  package let test: MetricTest
  package let alternative: Alternative

  package let functional: Functional
  /// The scales on which variants are compared, the first ones first.
  package let estimands: [Estimand]
  /// Whether the metric's value is a probability, so that percentage points and odds make sense.
  package let isProbability: Bool
  /// What is added to the functional's value before it is shown.
  package let shift: Double
  /// How a segment is compared.
  package let segments: SegmentDemand
  /// Whether units can be drawn again, so that replicates tell how its comparisons go with those of other metrics.
  package let canBeReplicated: Bool
  /// Columns that explain variance of the outcome, where the spec names them.
  package let covariates: [Positioned<String>]
  /// Spans before exposure over which the metric itself is a covariate.
  package let earlier: [TimeSpan]
  package let slopes: SlopeRule
  /// What the cap does that the spec asks for; nil where it asks for none. `cap` is the number.
  package let capRole: CapRole?
  /// Where the values of events are cut in their facts; nil elsewhere.
  package let eventCap: EventCapTerms?
  /// The values whose quantile the cap is; nil where the spec gives the number.
  package let capQuantile: CapQuantile?

  package internal(set) var population: Population
  /// Text columns that explain variance: each of their values is a covariate.
  package let categories: [String]
  /// The curves that are compared; nil where the metric is no time to an event.
  package internal(set) var survival: PlannedSurvival?
  /// The rows of analysis that a comparison holds.
  package let rows: RowDemand
  /// Whether anything beside the outcome takes part, or a method needs a standard error for each metric.
  package let isAdjusted: Bool
  /// How variants are compared.
  package let method: ComparisonMethod
  /// α of the named test.
  package let alpha: Double
  /// α of the test of the metric's own question.
  package let questionAlpha: Double
  /// Confidence level of the printed intervals.
  package let level: Double
  /// Whether rows, or units, are summed up to the row of analysis.
  package let sumsRows: Bool
  /// How one row tells of many units; nil where rows are units, or are summed up to them.
  package let aggregateForm: AggregateForm?
  /// Whether the row of analysis is a cluster of units.
  package let isClustered: Bool
  /// The bound of the first term's values; the last term is then what exceeds it. nil while a quantile is not known.
  package internal(set) var cap: Double? = nil
  /// The column that says with which other units a unit shares a value; nil where it shares none.
  package let cell: String?
  /// The values whose quantile the cap is, where they are not the metric's own.
  package let earlierValues: PlannedTerm?

  /// Whether the values that are compared are cut.
  package var hasCap: Bool { capRole != nil && capRole != .standsBeside }

  /// The length of the outcome vector, with what exceeds a cap: counts of successes and trials are one outcome, and so are sums with
  /// their squares.
  package var outcomes: Int {
    switch aggregateForm {
    case .counts, .squares: 1
    case .totals, nil: population.terms.count
    }
  }

  /// Whether one row tells of many units.
  package var readsAggregates: Bool { aggregateForm != nil }

  /// Whether the first term counts something, so that it may be rare.
  package var counts: Bool { population.terms[0].rule == .nonNegative }

  /// Whether the values that are averaged are logarithms.
  package var takesLogarithm: Bool { population.terms.contains { $0.rule == .logarithm } }

  /// The smallest effect that is worth having, as it is declared; nil where nothing is.
  package var minimumEffect: Amount? {
    if case .minimumEffect(let amount) = question { amount } else { declaredMinimum }
  }

  /// The effect that the metric must reach to be worth anything: its minimum effect, or what was planned for.
  package var worthwhileEffect: Amount? { minimumEffect ?? mde }

  /// A published effect that the result is held against.
  package var claim: Claim? {
    if case .claim(let claim) = question { claim.value } else { nil }
  }

  /// What the metric asks of the data.
  ///
  /// A truth value needs only its sum, for it is its own square; numbers also need their spread and their shape.
  package var aggregates: [Aggregate] {
    let indices = Array(population.coordinates.indices)
    var all: [Aggregate] = [.count(population)]
    all += population.possibleReasons.dropFirst().map { .dropped($0, population) }
    all += indices.map { .sum($0, population) }
    if sumsRows { all += population.possibleReasons.map { .droppedRows($0, population) } }
    guard needsSpread else { return all }
    if cap != nil { all.append(.above(population.terms.count - 1, population)) }
    all += indices.flatMap { [.lowest($0, population), .highest($0, population), .fitting($0, population)] }
    all += indices.flatMap { i in indices[i...].map { j in .product(i, j, population) } }
    if needsShape {
      let terms = population.terms.count
      all += SymmetricCube.indices(dimension: terms).map { .cube($0.0, $0.1, $0.2, population) }
      all += SymmetricQuartic.indices(dimension: terms).map { .quartic($0.0, $0.1, $0.2, $0.3, population) }
    }
    return all
  }

  /// The quantile that is measured; nil for other metrics.
  package var quantile: PlannedQuantile? { population.terms[0].quantile }

  /// The metric of the same units with other outcomes.
  func measuring(_ terms: [PlannedTerm]) -> PlannedMetric {
    var other = self
    other.population = population.measuring(terms)
    return other
  }

  /// The values whose quantile the cap is. The numerator's come first among what was counted before exposure, as they do among
  /// the terms.
  package var cappedValues: PlannedTerm { earlierValues ?? population.terms[0] }

  /// The metric with its values cut at a cap, and what exceeds the cap as the last outcome.
  func capped(at cap: Double) -> PlannedMetric {
    let (terms, isOfEach) = (population.terms, capRole == .cutsEvents)
    let part = eventCap?.part ?? terms[0].cut(isOfEach ? .eachUpTo(cap) : .upTo(cap))
    let excess = eventCap?.excess ?? terms[0].cut(isOfEach ? .eachAbove(cap) : .above(cap))
    var other = measuring([part] + terms.dropFirst() + [excess])
    other.cap = cap
    return other
  }

  /// The metric of the units of one segment.
  func within(_ segment: SegmentValue) -> PlannedMetric {
    var other = quantile.map { measuring($0.within(segment).terms) } ?? self
    other.population = other.population.within(segment)
    other.survival = survival?.within(segment)
    return other
  }

  /// Whether the row vector has numbers, whose spread must be known; truth values and counts carry their own.
  package var needsSpread: Bool { isClustered || population.coordinates.contains { $0.kind == .number } }

  /// Whether third and fourth moments are asked for: where means are compared of numbers, one per unit.
  package var needsShape: Bool {
    !isClustered && !readsAggregates && method.ofMoments != nil && population.terms.contains { $0.kind == .number }
  }

  /// Whether more may be read of the units of a segment than sums, by passes of its own.
  package var isReadBySegment: Bool { segments == .passes || isReadOfFewClusters }

  /// Whether the rows of clusters are read where these are few.
  private var isReadOfFewClusters: Bool { segments == .sums && isClustered && rows == .ofTests && cell == nil }

  /// Whether the influence values of rows may be looked at: of clusters, and of units with covariates.
  package var isReadForShape: Bool {
    segments == .sums && cell == nil && test != .bootstrap && !readsAggregates && method.ofMoments != nil
      && (isClustered || needsShape && hasCovariates)
  }

  /// Whether the rows of a segment must be read by themselves, whose variants have these moments.
  func needsRows(ofSegment moments: [Moments]) -> Bool {
    segments == .passes || isReadOfFewClusters && hasFewClusters(moments)
  }

  /// Whether rows are clusters, of which a variant has so few that their rows are looked at one by one
  /// (Methods/clusters, "Few or unequal clusters").
  ///
  /// - Parameter moments: of each variant.
  func hasFewClusters(_ moments: [Moments]) -> Bool {
    isClustered && moments.contains { $0.effectiveClusters < ClusterLimits.enough }
  }

  /// Whether influence values of units are compared, beside the curves themselves.
  package var needsInfluences: Bool { isAdjusted && survival?.time.ofCurve != nil }

  /// Whether a comparison is adjusted for anything.
  package var hasCovariates: Bool { !population.covariates.isEmpty || !categories.isEmpty }
}
