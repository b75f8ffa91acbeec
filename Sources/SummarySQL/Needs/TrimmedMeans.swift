package import Planning
package import Statistics
internal import Tables

/// The means of variants without the units that the other lacks, by metric and treatment: where outcomes of a mean are missing
/// more often in one of them.
package struct TrimmedMeans: Need {
  package init() {}

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[Int: [Int: LeeBounds]]> {
    let (plan, summary) = (known[ScopedPlan()], known[GroupMoments()])
    let open = plan.metrics.indices.flatMap { index in
      plan.trimmed(of: index, summary.cells[index]).compactMap { Trimming(plan, index, $0, summary) }
    }
    return TrimmingQueries(ground: known.ground(of: .all), scan: known.scan, scalings: summary.scalings, open: open)
      .next(in: dialect)
  }

  /// In a table in memory nothing is missing.
  package func answer(in table: MemoryTable, _ known: Answers) -> [Int: [Int: LeeBounds]] { [:] }
}

extension TrimmedMeans: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [TrimmedMeans] {
    scope == .all ? [TrimmedMeans()] : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.trimmed = known[self] }
}

/// The variant whose values are trimmed for a treatment's comparison with the control.
private struct Trimming: Sendable {
  let metric: Int
  let treatment: Int
  let arm: Int
  let isControl: Bool
  let other: ArmValue
  var mean: TrimmedMean

  init?(_ plan: AnalysisPlan, _ metric: Int, _ treatment: Int, _ summary: ScopeSummary) {
    let cells = summary.cells[metric]
    let missing = MissingOutcomes(plan, metric, cells)
    guard
      let excess = ExcessResponse(control: missing.observed(plan.control), variant: missing.observed(treatment))
    else { return nil }
    (self.metric, self.treatment) = (metric, treatment)
    (isControl, arm) = (excess.isOfControl, excess.isOfControl ? plan.control : treatment)
    let less = cells[isControl ? treatment : plan.control]
    guard less.kept > 1 else { return nil }
    other = ArmValue(
      value: less.moments.mean[0], variance: less.moments.products[0, 0] / Double(less.kept - 1) / Double(less.kept),
      degreesOfFreedom: Double(less.kept - 1))
    mean = TrimmedMean(units: cells[arm].kept, without: excess.share)
  }

  var bounds: LeeBounds? {
    mean.values.map {
      LeeBounds(isControl: isControl, whole: $0.whole, low: $0.low, high: $0.high, other: other)
    }
  }
}

/// The values of one variant after the other, each from the lowest to the highest.
private struct TrimmingQueries: Sendable {
  let ground: QueryGround
  let scan: Scan
  let scalings: [PlannedTerm: Scaling]
  var open: [Trimming]
  var found: [Int: [Int: LeeBounds]] = [:]

  func next(in dialect: any SQLDialect) -> Step<[Int: [Int: LeeBounds]]> {
    guard let trimming = open.first else { return .done(found) }
    let population = ground.plan.metrics[trimming.metric].population
    let values = Values(
      column: .scaled(ground.plan.position(of: population), 0), scaling: scalings[population.coordinates[0]])
    return .stream(
      Selection(text(trimming.arm, population, values.column, in: dialect), scan: scan),
      TrimmedValues(queries: self, values: values, dialect: dialect))
  }

  private func text(
    _ arm: Int, _ population: Population, _ value: SQLColumn, in dialect: any SQLDialect
  ) -> String {
    let parts = PipelineParts(ground, scalings: scalings, dialect: dialect)
    var query = SQLText()
    _ = parts.appendScaled(to: &query)
    let member = SQLColumn.member(ground.plan.position(of: population))
    return query.ending(
      "select \(value), count(*) as \(.units) from scaled where \(.arm) = \(arm) and \(member) is not null group by \(value) order by \(value)"
    )
  }

  /// After the last value of a variant.
  func finished(in dialect: any SQLDialect) throws(NeedFault) -> Step<[Int: [Int: LeeBounds]]> {
    var after = self
    let trimming = after.open.removeFirst()
    guard trimming.mean.isComplete else { throw .changedSource }
    after.found[trimming.metric, default: [:]][trimming.treatment] = trimming.bounds
    return after.next(in: dialect)
  }
}

/// How the values of a variant are read.
private struct Values: Sendable {
  let column: SQLColumn
  /// nil where an integer is the value.
  let scaling: Scaling?

  func value(_ integer: Int64) -> Double { scaling?.value(of: integer) ?? Double(integer) }
}

private struct TrimmedValues: RowStream {
  var queries: TrimmingQueries
  let values: Values
  let dialect: any SQLDialect

  mutating func take(_ batch: Table) throws(MalformedResult) {
    for index in 0..<batch.rowCount {
      let row = AnswerRow(batch, index)
      guard let integer = try row.wideInteger(values.column).flatMap(Int64.init(exactly:)) else {
        throw MalformedResult(values.column)
      }
      queries.open[0].mean.add(values.value(integer), count: try row.integer(.units))
    }
  }

  func finished() throws -> Step<[Int: [Int: LeeBounds]]> { try queries.finished(in: dialect) }
}
