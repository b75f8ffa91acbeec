package import Planning
package import Statistics
package import Tables
internal import Terms

/// One pass over the source that brings every number of every metric and variant, and where each row went.
package struct SummaryQuery: Sendable {
  private let ground: QueryGround
  private let scalings: [PlannedTerm: Scaling]
  private let thresholds: [PlannedQuantile: [Double?]]

  var plan: AnalysisPlan { ground.plan }

  /// - Parameter thresholds: the raw quantile of each variant, nil where it has no values.
  package init(
    _ ground: QueryGround, scalings: [PlannedTerm: Scaling], thresholds: [PlannedQuantile: [Double?]] = [:]
  ) {
    self.thresholds = thresholds
    self.ground = ground
    self.scalings = scalings
  }

  /// The query with other scales.
  func scaled(_ better: [PlannedTerm: Scaling]) -> SummaryQuery {
    SummaryQuery(ground, scalings: better, thresholds: thresholds)
  }

  package func text(in dialect: any SQLDialect) -> String {
    let parts = PipelineParts(ground, scalings: scalings, thresholds: thresholds, dialect: dialect)
    var query = SQLText()
    let rows = parts.appendScaled(to: &query)
    let (groups, values) = (parts.groups, parts.values)
    let own =
      ["\(.arm)"] + groups.division + groups.all.names + [
        "\(rows.units) as \(.units)", "count(*) as \(.analyzed)", "sum(\(.repeats)) as \(.rowsRead)",
        "min(\(.example)) as \(.firstExample)", "max(\(.example)) as \(.lastExample)",
      ] + (plan.source.cluster == nil ? [] : ["sum(\(.members)) as \(.members)"])
    let aggregates = plan.aggregates.filter(values.asks).map { "\(values.sql(of: $0)) as \(column($0))" }
    let limit = groups.all.isEmpty ? "" : "\nlimit \(Grouping.limit + 1)"
    return query.ending(
      "select\n  \((own + aggregates).joined(separator: ",\n  "))\nfrom scaled\n\(groups.clause)\(limit)")
  }

  /// The summary, or why there is none yet.
  ///
  /// - Parameter table: nil is that of no rows.
  package func decode(_ table: Table?) throws(MalformedResult) -> SummaryAnswer {
    let table = table ?? Table(names: [], columns: [])
    guard table.rowCount <= Grouping.limit else { return .tooManyGroups }
    let rows = try GroupedRows(table, plan)
    let better = try betterScalings(rows.ofVariants)
    guard better.isEmpty else { return .rescaled(scalings.merging(better) { $1 }) }
    var segments: [[SegmentSummary]] = []
    for division in rows.segments {
      var ofAttribute: [SegmentSummary] = []
      for segment in division {
        ofAttribute.append(SegmentSummary(value: segment.value, groups: try groups(segment.groups)))
      }
      segments.append(ofAttribute)
    }
    // Every division has every unit.
    let found = rows.segments.first?.flatMap(\.groups) ?? rows.groups
    let all = try groups(found.isEmpty ? [GroupedRows.Group(keys: plan.grouping.keys.map { _ in nil })] : found)
    return .summary(
      ScopeSummary(
        exposure: try exposure(rows.ofReasons, found.isEmpty ? [] : all), groups: all, segments: segments,
        scalings: scalings))
  }

  private func groups(_ groups: [GroupedRows.Group]) throws(MalformedResult) -> [SummaryGroup] {
    let unresolved = try unresolved(groups)
    var all: [SummaryGroup] = []
    for group in groups { all.append(try self.group(group, unresolved)) }
    return all
  }

  private func group(_ group: GroupedRows.Group, _ unresolved: [Set<Aggregate>]) throws(MalformedResult) -> SummaryGroup
  {
    var cells: [[MetricCell]] = []
    for metric in plan.rowVectors {
      var ofMetric: [MetricCell] = []
      for variant in plan.variants.indices {
        ofMetric.append(try cell(metric, group.rows[variant], unresolved[variant]))
      }
      cells.append(ofMetric)
    }
    var (units, kept, members): ([Int], Int, Int) = ([], 0, 0)
    for variant in plan.variants.indices {
      units.append(try group.rows[variant]?.integer(.units) ?? 0)
      kept += try group.rows[variant]?.integer(.rowsRead) ?? 0
      members += try group.rows[variant]?.integer(plan.source.cluster == nil ? .units : .members) ?? 0
    }
    // Only rows that are units repeat each other; what is summed up belongs together.
    return SummaryGroup(
      keys: group.keys, missing: group.missing, units: units, rowsKept: kept,
      repeats: plan.source.rows == .units ? kept - members : 0, cells: cells)
  }

  private func column(_ aggregate: Aggregate) -> SQLColumn { .aggregate(plan.position(of: aggregate)) }

  /// Better scalings for the terms whose first guess did not fit a row, or was far too coarse for all of them.
  private func betterScalings(_ rows: [AnswerRow]) throws(MalformedResult) -> [PlannedTerm: Scaling] {
    var ranges: [PlannedTerm: (low: Double, high: Double)] = [:]
    var better: [PlannedTerm: Scaling] = [:]
    for population in plan.populations {
      for (index, term) in population.coordinates.enumerated() {
        guard let scaling = scalings[term] else { continue }
        for row in rows {
          guard scaling.decimals == nil else {
            let fitting = try row.integer(column(.fitting(index, population)))
            if fitting < (try row.integer(column(.count(population)))) { better[term] = scaling.binary }
            continue
          }
          guard let values = try range(index, population, row) else { continue }
          let range = (low: values.low - scaling.center, high: values.high - scaling.center)
          let known = ranges[term] ?? range
          ranges[term] = (min(known.low, range.low), max(known.high, range.high))
        }
      }
    }
    for (term, range) in ranges {
      better[term] = scalings[term]?.improved(
        forDifferencesFrom: range.low, to: range.high, keepingCenter: plan.source.sumsRows || term.isExcess)
    }
    return better
  }

  /// The sums of each variant of terms whose integers do not tell its values apart.
  ///
  /// That is a question to all groups together: the two units of a small one may well differ by little.
  private func unresolved(_ groups: [GroupedRows.Group]) throws(MalformedResult) -> [Set<Aggregate>] {
    var all = plan.variants.map { _ in Set<Aggregate>() }
    for population in plan.populations {
      for (index, term) in population.coordinates.enumerated() {
        guard let scaling = scalings[term], scaling.decimals == nil else { continue }
        for variant in plan.variants.indices {
          var (low, high) = (Double.infinity, -Double.infinity)
          for row in groups.compactMap({ $0.rows[variant] }) {
            guard let range = try range(index, population, row).map({ part($0, of: term) }) else { continue }
            (low, high) = (min(low, range.low), max(high, range.high))
          }
          if low <= high, !scaling.resolves(low, high) { all[variant].insert(.sum(index, population)) }
        }
      }
    }
    return all
  }

  /// The least and the greatest value of a term; nil where there is no value.
  private func range(
    _ index: Int, _ population: Population, _ row: AnswerRow
  ) throws(MalformedResult) -> (low: Double, high: Double)? {
    guard let low = try row.real(column(.lowest(index, population))),
      let high = try row.real(column(.highest(index, population)))
    else { return nil }
    return (low, high)
  }

  private func cell(
    _ metric: PlannedMetric, _ row: AnswerRow?, _ unresolved: Set<Aggregate>
  ) throws(MalformedResult) -> MetricCell {
    let population = metric.population
    func number(_ aggregate: Aggregate) throws(MalformedResult) -> Int128 {
      guard let row else { return 0 }
      return try row.wideInteger(column(aggregate)) ?? 0
    }
    let kept = Int(try number(.count(population)))
    var dropped: [DropReason: Int] = [:]
    for reason in population.possibleReasons.dropFirst() {
      dropped[reason] = Int(try number(.dropped(reason, population)))
    }
    if let first = population.possibleReasons.first {
      dropped[first] = (try row?.integer(.analyzed) ?? 0) - kept - dropped.values.reduce(0, +)
    }
    var droppedRows: [DropReason: Int] = [:]
    if plan.source.sumsRows {
      for reason in population.possibleReasons {
        droppedRows[reason] = Int(try number(.droppedRows(reason, population)))
      }
    }
    let above = metric.cap == nil ? 0 : Int(try number(.above(population.terms.count - 1, population)))
    var nonNegative: [Bool] = []
    for index in population.coordinates.indices { nonNegative.append(try isNonNegative(index, population, row)) }
    return MetricCell(
      kept: kept, moments: try moments(metric, unresolved, nonNegative, number), dropped: dropped,
      droppedRows: droppedRows,
      aboveCap: above)
  }

  /// The range of the part of a total that a term takes; what is read row by row is cut before.
  private func part(_ range: (low: Double, high: Double), of term: PlannedTerm) -> (low: Double, high: Double) {
    guard plan.source.rows == .events, plan.source.cluster == nil else { return range }
    return switch term.cut {
    case .eachUpTo, .eachAbove: range
    case .upTo(let cap): (min(range.low, cap), min(range.high, cap))
    case .above(let cap): (max(range.low - cap, 0), max(range.high - cap, 0))
    case nil: range
    }
  }

  /// Whether a term is at least 0 in every row of a variant and group: truth values and counts are, and numbers by their least.
  private func isNonNegative(
    _ index: Int, _ population: Population, _ row: AnswerRow?
  ) throws(MalformedResult) -> Bool {
    guard index < population.terms.count else { return false }
    guard let row, let scaling = scalings[population.terms[index]] else { return true }
    guard scaling.decimals == nil else {
      let least = try row.wideInteger(column(.lowest(index, population)))
      return least.map { $0 + Int128(scaling.scaledCenter) >= 0 } ?? true
    }
    return try row.real(column(.lowest(index, population))).map { $0 >= 0 } ?? true
  }

  private func moments(
    _ metric: PlannedMetric, _ unresolved: Set<Aggregate>, _ nonNegative: [Bool],
    _ number: (Aggregate) throws(MalformedResult) -> Int128
  ) throws(MalformedResult) -> Moments {
    let population = metric.population
    let terms = population.coordinates.indices
    let count = Int(try number(.count(population)))
    var sums: [Int128] = []
    for term in terms { sums.append(try number(.sum(term, population))) }
    if metric.aggregateForm == .counts { return Moments(successes: Int(sums[0]), trials: Int(sums[1])) }
    // Steps of a funnel, each of which only follows the one before.
    guard metric.needsSpread else { return Moments(nested: sums.map { Int($0) }, trials: count) }
    var products: [Int128] = []
    for i in terms { for j in terms[i...] { products.append(try number(.product(i, j, population))) } }
    var cubes: [Int128] = []
    var quartics: [Int128] = []
    if metric.needsShape {
      for (i, j, k) in SymmetricCube.indices(dimension: population.terms.count) {
        cubes.append(try number(.cube(i, j, k, population)))
      }
      for (i, j, k, l) in SymmetricQuartic.indices(dimension: population.terms.count) {
        quartics.append(try number(.quartic(i, j, k, l, population)))
      }
    }
    // What has no scaling is an integer already.
    let used = population.coordinates.map { scalings[$0] ?? Scaling(center: 0, exponent: 0, decimals: 0) }
    let isResolved = !terms.contains { unresolved.contains(.sum($0, population)) }
    let moments = ScaledSums(
      count: count, scalings: used, sums: sums, products: products, cubes: cubes, quartics: quartics,
      nonNegative: nonNegative, isResolved: isResolved
    ).moments
    return metric.aggregateForm == .squares ? Moments(ofSums: moments) : moments
  }

  private func exposure(_ rows: [Int: AnswerRow], _ groups: [SummaryGroup]) throws(MalformedResult) -> ExposureLedger {
    let units = plan.variants.indices.map { variant in groups.reduce(0) { $0 + $1.units[variant] } }
    let kept = groups.reduce(0) { $0 + $1.rowsKept }
    let repeated = groups.reduce(0) { $0 + $1.repeats }
    var drops: [ExposureLedger.Drop] = []
    for reason in ExposureLedger.Reason.allCases {
      guard !reason.isRemainder else {
        let isLater = reason == .laterExposure
        drops.append(ExposureLedger.Drop(reason: reason, rows: isLater == (plan.exposures?.time != nil) ? repeated : 0))
        continue
      }
      guard let row = rows[reason.code] else { continue }
      let examples = [try row.text(.firstExample), try row.text(.lastExample)].compactMap { $0 }
      drops.append(
        ExposureLedger.Drop(
          reason: reason, rows: try row.integer(.rowsRead), units: reason.isOfUnits ? try row.integer(.units) : 0,
          examples: Set(examples).sorted()))
    }
    let countsUnits = plan.source.rows != .aggregates || plan.source.unitCount != nil
    return ExposureLedger(units: countsUnits ? units : nil, rowsKept: kept - repeated, drops: drops)
  }
}

/// What a summary query brought.
package enum SummaryAnswer: Sendable {
  case summary(ScopeSummary)
  /// Some value did not fit its integer, or all used too few of its bits; the scales that suit every value.
  case rescaled([PlannedTerm: Scaling])
  /// More groups than `Grouping.limit`.
  case tooManyGroups
}

extension ExposureLedger.Reason {
  fileprivate var isOfUnits: Bool {
    switch self {
    case .severalVariants, .clusterInVariants, .differingRepeats, .differingUnits, .untriggered: true
    case .filtered, .blankLabel, .unknownLabel, .blankUnit, .blankCluster, .repeated, .blankTime, .unreadableTime,
      .beforeStart, .afterEnd, .afterPhases, .laterExposure:
      false
    }
  }
}
