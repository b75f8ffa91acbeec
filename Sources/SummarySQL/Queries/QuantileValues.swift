internal import Planning

/// The values of which quantiles are taken, as steps of a query: of the units that the summary has, or of the events of these units.
struct QuantileValues {
  let ground: QueryGround

  private var plan: AnalysisPlan { ground.plan }

  /// The populations of values, each once.
  var populations: [Population] {
    plan.quantiles.reduce(into: []) { if !$0.contains($1.values) { $0.append($1.values) } }
  }

  /// Populations whose values stand in one step.
  struct Stage {
    /// Positions among the populations; the column of each is `y` with its position.
    let populations: [Int]
    /// The step, whose rows have a variant.
    let name: String
  }

  static func column(_ population: Int) -> String { "y\(population)" }

  /// Ends with the steps of the units' values, which come first, and of each population of events.
  func append(to query: inout SQLText, in dialect: any SQLDialect) -> [Stage] {
    let parts = PipelineParts(ground, dialect: dialect)
    let columns = parts.columns
    let rows = SingleVariantRows(parts: parts).append(to: &query)
    let readers = populations.enumerated().filter { events(of: $1) == nil }.map { index, population in
      (
        index: index, population: population,
        term: TermReader(columns: columns, term: population.terms[0], cast: .cast(index))
      )
    }
    let reads = readers.map { "\($0.term.read) as \($0.term.cast)" }
    query.step(
      "cast_values",
      "select \((["\(.arm)"] + columns.values + reads).joined(separator: ", ")) from \(rows) where \(.arm) >= 0")
    let usable = readers.map { index, population, term in
      let filter = parts.condition(of: population)
      let value = term.usableValue
      return "\(filter.map { "case when \($0) then \(value) end" } ?? value) as \(Self.column(index))"
    }
    query.step("valued", "select \((["\(.arm)"] + usable).joined(separator: ", ")) from cast_values")
    var stages = [Stage(populations: readers.map(\.index), name: "valued")]
    for (index, population) in populations.enumerated() {
      guard let values = eventValues(of: population, as: Self.column(index), rows, columns) else { continue }
      query.step("values\(index)", values)
      stages.append(Stage(populations: [index], name: "values\(index)"))
    }
    return stages
  }

  /// The events whose values a population has, where they are not those of the units.
  private func events(of population: Population) -> PlannedQuantile.EventValues? {
    plan.quantiles.first { $0.values == population }?.events
  }

  /// A SELECT of the values of events, each with the variant of its unit.
  private func eventValues(
    of population: Population, as name: String, _ rows: String, _ columns: SourceColumns
  ) -> String? {
    guard let events = events(of: population) else { return nil }
    guard let exposures = plan.exposures else { preconditionFailure("there are events of units without exposures") }
    let index = exposures.position(of: events.term).fact
    let fact = FactQuery(exposures: exposures, index: index, scales: EventScales(), dialect: columns.dialect)
    let (condition, value) = fact.value(of: events.term)
    let isComplete = population.maturity.map { " and units.\(columns.name($0))" } ?? ""
    let isInside = population.segment.map { " and \(columns.isIn($0))" } ?? ""
    return "select units.\(.arm) as \(.arm), \(value) as \(name) from \(TableName.events(index)) as event "
      + "join \(rows) as units on event.\(.unitKey) = units.\(.unitKey) "
      + "where units.\(.arm) >= 0 and \(condition)\(isComplete)\(isInside)"
  }
}
