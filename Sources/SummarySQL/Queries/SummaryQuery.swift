package import Planning
internal import Specification
package import Statistics
package import Tables

/// One pass over the source that brings every number of every metric and variant, and where each row went.
package struct SummaryQuery: Sendable {
  private let plan: AnalysisPlan
  private let scalings: [PlannedTerm: Scaling]
  private let unitsAreUnique: Bool

  /// - Parameter unitsAreUnique: proved by `UniqueUnitsQuery`; saves the grouping by unit.
  package init(_ plan: AnalysisPlan, scalings: [PlannedTerm: Scaling], unitsAreUnique: Bool = false) {
    self.plan = plan
    self.scalings = scalings
    self.unitsAreUnique = unitsAreUnique
  }

  package func text(in dialect: any SQLDialect) -> String {
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    let printer = ExpressionPrinter(columns: columns)
    let values = ValueSteps(plan: plan, columns: columns, printer: printer, scalings: scalings)
    let rows = pipeline(PipelineParts(plan: plan, columns: columns, printer: printer, values: values))
    var query = SQLText()
    rows.append(to: &query)
    let own = [
      "arm", "\(rows.units) as units", "count(*) as analyzed", "sum(repeats) as rows_read",
      "min(example) as low", "max(example) as high",
    ]
    let aggregates = plan.aggregates.filter(values.asks).map { "\(values.sql(of: $0)) as \(name($0))" }
    return query.ending("select\n  \((own + aggregates).joined(separator: ",\n  "))\nfrom scaled\ngroup by arm")
  }

  private func pipeline(_ parts: PipelineParts) -> any RowPipeline {
    switch plan.source.rows {
    case .units: UnitPipeline(parts: parts, isUnique: unitsAreUnique)
    case .events: EventPipeline(parts: parts)
    case .aggregates: AggregatePipeline(parts: parts)
    }
  }

  /// The summary, or the scales to ask again with because those that were used did not suit the values.
  package func decode(_ table: Table) throws(MalformedResult) -> SummaryAnswer {
    var rows: [Int: ResultRow] = [:]
    for index in 0..<table.rowCount {
      let row = ResultRow(table, index)
      rows[try row.integer("arm")] = row
    }
    let better = try betterScalings(rows)
    guard better.isEmpty else { return .rescaled(scalings.merging(better) { $1 }) }
    let variants = plan.variants.indices
    var cells: [[MetricCell]] = []
    for metric in plan.metrics {
      var ofMetric: [MetricCell] = []
      for variant in variants { ofMetric.append(try cell(metric, rows[variant])) }
      cells.append(ofMetric)
    }
    return .summary(ExperimentSummary(exposure: try exposure(rows), cells: cells))
  }

  private func name(_ aggregate: Aggregate) -> String { "a\(plan.position(of: aggregate))" }

  /// Better scalings for the terms whose first guess did not fit a row, or was far too coarse for all of them.
  private func betterScalings(_ rows: [Int: ResultRow]) throws(MalformedResult) -> [PlannedTerm: Scaling] {
    var ranges: [PlannedTerm: (low: Double, high: Double)] = [:]
    var better: [PlannedTerm: Scaling] = [:]
    for population in plan.populations {
      for (index, term) in population.terms.enumerated() {
        guard let scaling = scalings[term] else { continue }
        for row in plan.variants.indices.compactMap({ rows[$0] }) {
          guard scaling.decimals == nil else {
            let fitting = try row.integer(name(.fitting(index, population)))
            if fitting < (try row.integer(name(.count(population)))) { better[term] = scaling.binary }
            continue
          }
          guard let range = try range(index, population, row) else { continue }
          let known = ranges[term] ?? range
          ranges[term] = (min(known.low, range.low), max(known.high, range.high))
        }
      }
    }
    for (term, range) in ranges {
      better[term] = scalings[term]?.improved(
        forDifferencesFrom: range.low, to: range.high, keepingCenter: plan.source.rows == .events)
    }
    return better
  }

  /// The least and the greatest x − c of a term; nil where there is no value.
  private func range(
    _ index: Int, _ population: Population, _ row: ResultRow
  ) throws(MalformedResult) -> (low: Double, high: Double)? {
    guard let low = try row.real(name(.lowest(index, population))),
      let high = try row.real(name(.highest(index, population)))
    else { return nil }
    return (low, high)
  }

  private func cell(_ metric: PlannedMetric, _ row: ResultRow?) throws(MalformedResult) -> MetricCell {
    let population = metric.population
    func number(_ aggregate: Aggregate) throws(MalformedResult) -> Int128 {
      guard let row else { return 0 }
      return try row.wideInteger(name(aggregate)) ?? 0
    }
    let kept = Int(try number(.count(population)))
    var dropped: [DropReason: Int] = [:]
    for reason in population.possibleReasons.dropFirst() {
      dropped[reason] = Int(try number(.dropped(reason, population)))
    }
    if let first = population.possibleReasons.first {
      dropped[first] = (try row?.integer("analyzed") ?? 0) - kept - dropped.values.reduce(0, +)
    }
    var droppedRows: [DropReason: Int] = [:]
    if plan.source.rows == .events {
      for reason in population.possibleReasons {
        droppedRows[reason] = Int(try number(.droppedRows(reason, population)))
      }
    }
    return MetricCell(
      kept: kept, moments: try moments(metric, row, number), dropped: dropped, droppedRows: droppedRows)
  }

  private func moments(
    _ metric: PlannedMetric, _ row: ResultRow?, _ number: (Aggregate) throws(MalformedResult) -> Int128
  ) throws(MalformedResult) -> Moments {
    let population = metric.population
    let terms = population.terms.indices
    let count = Int(try number(.count(population)))
    var sums: [Int128] = []
    for term in terms { sums.append(try number(.sum(term, population))) }
    if metric.spec.metric.readsAggregates { return Moments(successes: Int(sums[0]), trials: Int(sums[1])) }
    guard metric.needsSpread else { return Moments(successes: Int(sums[0]), trials: count) }
    var products: [Int128] = []
    for i in terms { for j in terms[i...] { products.append(try number(.product(i, j, population))) } }
    var cubes: [Int128] = []
    for (i, j, k) in SymmetricCube.indices(dimension: terms.count) {
      cubes.append(try number(.cube(i, j, k, population)))
    }
    let used = population.terms.map { scalings[$0] ?? Scaling(center: 0, exponent: 0) }
    var isResolved = true
    for term in terms where used[term].decimals == nil {
      guard let row, let range = try range(term, population, row) else { continue }
      isResolved = isResolved && used[term].resolves(range.low, range.high)
    }
    return ScaledSums(
      count: count, scalings: used, sums: sums, products: products, cubes: cubes, isResolved: isResolved
    ).moments
  }

  private func exposure(_ rows: [Int: ResultRow]) throws(MalformedResult) -> ExposureLedger {
    var units: [Int] = []
    var kept = 0
    for variant in plan.variants.indices {
      units.append(try rows[variant]?.integer("units") ?? 0)
      kept += try rows[variant]?.integer("rows_read") ?? 0
    }
    // Only rows that are units repeat each other; events and aggregates belong together.
    let repeated = plan.source.rows == .units ? kept - units.reduce(0, +) : 0
    var drops: [ExposureLedger.Drop] = []
    for reason in ExposureLedger.Reason.allCases {
      guard let code = reason.code else {
        drops.append(ExposureLedger.Drop(reason: reason, rows: repeated))
        continue
      }
      guard let row = rows[code] else { continue }
      let examples = [try row.text("low"), try row.text("high")].compactMap { $0 }
      drops.append(
        ExposureLedger.Drop(
          reason: reason, rows: try row.integer("rows_read"), units: reason.isOfUnits ? try row.integer("units") : 0,
          examples: Set(examples).sorted()))
    }
    let countsUnits = plan.source.rows != .aggregates || plan.source.unitCount != nil
    return ExposureLedger(units: countsUnits ? units : nil, rowsKept: kept - repeated, drops: drops)
  }
}

/// What a summary query brought.
package enum SummaryAnswer: Sendable {
  case summary(ExperimentSummary)
  /// Some value did not fit its integer, or all used too few of its bits; the scales that suit every value.
  case rescaled([PlannedTerm: Scaling])
}

extension ExposureLedger.Reason {
  fileprivate var isOfUnits: Bool { self == .severalVariants || self == .differingRepeats }
}
