internal import Diagnostics
package import Statistics

/// The cells of one metric as an estimator takes them: strata apart, and in each row vector the covariates with what stands
/// for missing values and categories.
///
/// A group of the summary shares its categories and its missing covariates, so these are constants of the group, and the
/// engine need not know them.
package struct MetricTable {
  /// The moments of the values that are compared, capped where the metric is.
  package let moments: StratifiedMoments
  /// The covariates in words, in their order.
  package let covariateNames: [String]
  /// The moments with what exceeds the cap as the last outcome.
  private let whole: StratifiedMoments
  private let hasCap: Bool

  /// A part of the values, or of the numerators, of a metric with a cap.
  package func moments(_ part: CapPart) -> StratifiedMoments { Self.moments(whole, hasCap ? part : nil) }

  private static func moments(_ whole: StratifiedMoments, _ part: CapPart?) -> StratifiedMoments {
    let excess = whole.outcomes - 1
    let others = (1..<max(1, excess)).map { [$0] }
    return switch part {
    case .capped: whole.sums(ofOutcomes: [[0]] + others)
    case .excess: whole.sums(ofOutcomes: [[excess]] + others)
    case .raw: whole.sums(ofOutcomes: [[0, excess]] + others)
    case nil: whole
    }
  }

  /// - Parameters:
  ///   - index: among what the plan measures: its metrics, then its funnels.
  ///   - groups: of all units, or of a segment.
  package init(_ plan: AnalysisPlan, _ index: Int, _ groups: [SummaryGroup]) {
    self.init(plan, index, groups.map { MetricGroup($0, index) })
  }

  /// - Parameters:
  ///   - index: among what the plan measures: its metrics, then its funnels.
  ///   - groups: the moments of the metric alone.
  package init(_ plan: AnalysisPlan, _ index: Int, _ groups: [MetricGroup]) {
    let metric = plan.rowVectors[index]
    let constants = GroupConstants(plan, index, groups.filter(\.hasUnits))
    covariateNames = constants.names
    let strata = plan.grouping.strata
    var keys: [[String?]] = []
    var cells: [[Moments]] = plan.variants.map { _ in [] }
    for group in groups {
      let key = Array(group.rows.keys.prefix(strata))
      let position = keys.firstIndex(of: key)
      if position == nil { keys.append(key) }
      for variant in plan.variants.indices {
        let own = constants.complete(group.moments[variant], group.rows)
        if let position {
          cells[variant][position] = cells[variant][position] + own
        } else {
          cells[variant].append(own)
        }
      }
    }
    whole = StratifiedMoments(cells: cells, outcomes: metric.outcomes)
    hasCap = metric.cap != nil
    moments = Self.moments(whole, hasCap ? (metric.hasCap ? .capped : .raw) : nil)
  }
}

/// One metric in the rows that share the values of the keys.
package struct MetricGroup: Sendable {
  package let rows: RowGroup
  /// Per variant.
  package let moments: [Moments]

  package init(_ rows: RowGroup, _ moments: [Moments]) { (self.rows, self.moments) = (rows, moments) }

  /// - Parameter index: of the metric among what a plan measures.
  package init(_ group: SummaryGroup, _ index: Int) {
    rows = RowGroup(keys: group.keys, missing: group.missing)
    moments = group.cells[index].map(\.moments)
  }

  var hasUnits: Bool { moments.contains { $0.count > 0 } }
}

/// What a cap divides a value into.
package enum CapPart {
  case capped
  case excess
  /// The value itself: both parts together.
  case raw
}

/// The covariates of single rows: the numbers with their mean where they are missing, what is missing, categories and strata.
package struct RowCovariates {
  private let constants: GroupConstants
  private let outcomes: Int
  private let dimension: Int
  private let groups: [RowGroup]
  private let strata: Int
  /// The strata that have a column, all but the first.
  private let columns: [[String?]]

  package init(_ plan: AnalysisPlan, _ index: Int, _ groups: [SummaryGroup]) {
    let metric = plan.metrics[index]
    let kept = groups.map { MetricGroup($0, index) }.filter(\.hasUnits)
    self.groups = kept.map(\.rows)
    constants = GroupConstants(plan, index, kept)
    outcomes = metric.outcomes
    dimension = metric.population.coordinates.count
    strata = plan.grouping.strata
    var keys: [[String?]] = []
    for group in self.groups where !keys.contains(Array(group.keys.prefix(strata))) {
      keys.append(Array(group.keys.prefix(strata)))
    }
    columns = strata > 0 ? Array(keys.dropFirst()) : []
  }

  /// What the rows of a group have in common, as a function of a row's own numbers.
  package func constants(of group: RowGroup) -> (_ values: [Double]) -> [Double] {
    guard let own = groups.first(where: { $0 == group }) else { return { $0 } }
    let stratum = Array(own.keys.prefix(strata))
    let ofStrata = columns.map { $0 == stratum ? 1.0 : 0 }
    let zero = SymmetricMatrix(zero: dimension)
    return { values in
      let row = constants.complete(Moments(count: 1, mean: values, products: zero), own)
      return row.mean.dropFirst(outcomes) + ofStrata
    }
  }
}

/// What is the same for all rows of a group: its categories, and which covariates are missing.
struct GroupConstants {
  private let plan: AnalysisPlan
  private let metric: PlannedMetric
  /// Per covariate of the metric: its bit, its mean where it is known, and whether it is ever missing.
  private let covariates: [(bit: Int, mean: Double, isIndicated: Bool)]
  /// Per category of the metric: its key, and the values that have a column, all but the first. A single value has one, which
  /// is constant, so that the reader is told that it explains nothing; of a segment that is no news.
  private let categories: [(key: Int, values: [String?])]

  init(_ plan: AnalysisPlan, _ index: Int, _ groups: [MetricGroup]) {
    let metric = plan.rowVectors[index]
    self.plan = plan
    self.metric = metric
    let outcomes = metric.outcomes
    covariates = metric.population.covariates.enumerated().map { position, term in
      // The totals of a cluster have no missing values, and so no bit.
      let indicated = plan.grouping.indicated
      let bit = indicated.isEmpty ? 0 : 1 << planned(term, in: indicated)
      let known = groups.filter { $0.rows.missing & bit == 0 }.flatMap(\.moments)
      let count = known.reduce(0) { $0 + Double($1.count) }
      let sum = known.reduce(0) { $0 + Double($1.count) * ($1.count > 0 ? $1.mean[outcomes + position] : 0) }
      return (bit, count > 0 ? sum / count : 0, groups.contains { $0.rows.missing & bit != 0 })
    }
    categories = metric.categories.map { column in
      let key = planned(column, in: plan.grouping.keys)
      var values: [String?] = []
      for group in groups where !values.contains(group.rows.keys[key]) { values.append(group.rows.keys[key]) }
      let isNews = values.count == 1 && !plan.grouping.segments.contains(column)
      return (key, isNews ? values : Array(values.dropFirst()))
    }
  }

  /// The names of the numbers, of what is missing of them, and of the categories.
  var names: [String] {
    let columns = metric.population.covariates.map { quoted($0.soleColumn) }
    return columns + zip(columns, covariates).filter(\.1.isIndicated).map { "missing \($0.0)" }
      + zip(metric.categories, categories).flatMap { column, category in
        category.values.map { "\(quoted(column)) = \($0 ?? "no value")" }
      }
  }

  /// The moments with the mean in place of missing covariates, and with columns for what is missing and for categories.
  func complete(_ moments: Moments, _ group: RowGroup) -> Moments {
    let outcomes = metric.outcomes
    var mean = moments.mean
    for (position, covariate) in covariates.enumerated() where group.missing & covariate.bit != 0 {
      mean[outcomes + position] = covariate.mean
    }
    let indicators = covariates.filter(\.isIndicated).map { group.missing & $0.bit != 0 ? 1.0 : 0 }
    let levels = categories.flatMap { category in
      category.values.map { $0 == group.keys[category.key] ? 1.0 : 0 }
    }
    return moments.replacing(mean: mean).appending(constants: indicators + levels)
  }
}
