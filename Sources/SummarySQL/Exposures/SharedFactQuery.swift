internal import Diagnostics
internal import Planning
internal import Terms

/// A fact that units share: each of its totals divided evenly by the units under the same keys, and in the same variant where
/// the fact has the variant's column.
///
/// What units get are integers in a unit so fine that nobody sees it; the remainder of a division goes one by one to the
/// first units by their keys, so that the shares add up to the total to the last digit.
struct SharedFactQuery {
  let plan: AnalysisPlan
  let exposures: PlannedExposures
  let index: Int
  let scales: EventScales
  let dialect: any SQLDialect

  private var fact: PlannedFact { exposures.facts[index] }
  private var columns: SourceColumns { SourceColumns(dialect: dialect, source: fact.source) }
  private var joinKeys: JoinKeys {
    guard let join = fact.join else { preconditionFailure("units do not share \(fact.name)") }
    return join
  }
  private var attributes: [String] { joinKeys.attributes.map(\.value) }
  private var hasDay: Bool { joinKeys.hasDay }
  private var keys: [String] { attributes.indices.map { "k\($0)" } + ["day"] }
  private var isOfVariants: Bool { !fact.source.labels.isEmpty }
  /// What totals are divided by: the keys, with the variant where totals belong to one.
  private var sharing: [String] { keys + (isOfVariants ? ["\(.arm)"] : []) }

  /// The cells of the units, the totals of the fact by cell, and the shares of the units.
  func tables() -> [TableQuery] {
    [
      TableQuery(name: TableName.cells(index), select: cells),
      TableQuery(name: TableName.totals(index), select: totals, scan: .events(fact: index)),
      TableQuery(name: TableName.fact(index), select: shares),
    ]
  }

  /// The units with their keys; NULL where one is blank.
  private var keyed: String {
    let own = SourceColumns(dialect: dialect, source: exposures.source)
    let keys = attributes.enumerated().map { "\(own.reader($1).text) as k\($0)" }
    let day = hasDay ? dialect.localDay(of: "\(.exposedAt)", zone: fact.zone) : "0"
    return "select \(.unitKey), \(.arm), \((keys + ["\(day) as day"]).joined(separator: ", ")) "
      + "from \(TableName.exposed) where \(.arm) >= 0"
  }

  private var cells: String {
    var query = SQLText()
    query.step("keyed", keyed)
    let isKeyed = keys.map { "\($0) is not null" }.joined(separator: " and ")
    query.step(
      "counted",
      "select \(list(sharing)), count(*) as units from keyed where \(isKeyed) group by \(list(sharing))")
    // A cell has the units of all variants.
    return query.ending("select *, dense_rank() over (order by \(list(keys))) as \(.cell) from counted")
  }

  private var totals: String {
    var query = SQLText()
    query.step("source", columns.scan(fact.source.columnsInUse, of: fact.source.parts[...]))
    query.step("read_rows", "select \(list(own)) from source")
    query.step("sorted_rows", "select \(state) as \(.state), * from read_rows")
    let sums =
      fact.terms.enumerated().map { "sum(\(selected($1, integer($1)))) as \(.sharedTotal($0))" }
      + fact.values.indices.flatMap(quality)
    query.step(
      "totals",
      "select \(.state), \(list(sharing.map { "case when \(.state) = 0 then \($0) end as \($0)" })), count(*) as \(.events), "
        + "\(list(sums)) from sorted_rows group by \(.state), \(list(sharing.map { "case when \(.state) = 0 then \($0) end" }))"
    )
    let noUnits = EventLedger.Reason.noUnits.code
    return query.ending(
      "select case when totals.\(.state) <> 0 then totals.\(.state) when cells.\(.cell) is null then \(noUnits) else 0 end as \(.place), "
        + "cells.\(.cell), cells.units, totals.* from totals left join \(TableName.cells(index)) as cells on "
        + join("totals", "cells"))
  }

  /// A unit of no cell, or of one without rows, has nothing.
  private var shares: String {
    var query = SQLText()
    query.step("keyed", keyed)
    query.step(
      "numbered",
      "select *, row_number() over (partition by \(list(sharing)) order by \(.unitKey)) as position from keyed")
    let terms = fact.terms.enumerated().map { "\(share("totals.\(.sharedTotal($0))", of: $1)) as \(.total($0))" }
    return query.ending(
      "select numbered.\(.unitKey), 0 as \(.place), cells.\(.cell), totals.\(.place) is not null as \(.hasRow), "
        + "\(list(terms)) from numbered left join \(TableName.cells(index)) as cells on \(join("numbered", "cells")) "
        + "left join \(TableName.totals(index)) as totals on totals.\(.place) = 0 and \(join("numbered", "totals"))")
  }

  private func share(_ total: String, of term: FactTerm) -> String {
    guard joinKeys.dividesUnits else {
      // The same for all units, so that it is the constant that it stands for.
      let scale = scales[fact.name, fact.values[fact.value(of: term)]]
      return "\(scale.value(total, in: dialect)) / totals.units"
    }
    let whole = "(\(total) * \(EventScale.finerUnits))"
    let remainder = "\(whole) % totals.units"
    return "\(dialect.quotient(whole, "totals.units")) + case when numbered.position <= abs(\(remainder)) "
      + "then case when \(total) < 0 then -1 else 1 end else 0 end"
  }

  private func join(_ left: String, _ right: String) -> String {
    sharing.map { "\(left).\($0) = \(right).\($0)" }.joined(separator: " and ")
  }

  private func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }

  /// The keys, the values as numbers, and the conditions.
  private var own: [String] {
    let printer = ExpressionPrinter(columns: columns)
    let reader = EventValues(columns: columns)
    let filter = fact.source.filter.map { "(\(printer.print($0.root))) is not true" } ?? "false"
    var all = ["\(filter) as is_filtered"]
    all += attributes.enumerated().map { "\(columns.reader($1).text) as k\($0)" }
    if hasDay, let time = fact.time.map(columns.reader) {
      let moments = MomentColumns(dialect: dialect, zone: fact.zone)
      all += [
        "\(time.raw) is null as \(.lacksTime)",
        "\(dialect.localDay(of: moments.moment(time), zone: fact.zone)) as day",
      ]
    } else {
      all.append("0 as day")
    }
    if isOfVariants { all.append("\(arm) as \(.arm)") }
    return all + fact.values.enumerated().map { "\(reader.number($1)) as \(.number($0))" }
      + fact.conditions.enumerated().map { "(\(printer.print($1.root))) is true as \(.condition($0))" }
  }

  private var arm: String { columns.variant(plan.variants, labelledBy: fact.source.labels) }

  /// 0, or why nobody can get a row.
  private var state: String {
    func branch(_ condition: String, _ reason: EventLedger.Reason) -> String {
      "when \(condition) then \(reason.code) "
    }
    var branches = branch("is_filtered", .filtered)
    for key in attributes.indices { branches += branch("k\(key) is null", .blankKey) }
    if hasDay { branches += branch("\(.lacksTime)", .blankTime) + branch("day is null", .unreadableTime) }
    if isOfVariants { branches += branch("\(.arm) is null", .unknownVariant) }
    return "case \(branches)else 0 end"
  }

  private func integer(_ term: FactTerm) -> String { integer(fact.value(of: term)) }

  private func integer(_ v: Int) -> String { scales[fact.name, fact.values[v]].integer("\(.number(v))", in: dialect) }

  private func selected(_ term: FactTerm, _ value: String) -> String {
    fact.condition(of: term).map { "case when \(.condition($0)) then \(value) end" } ?? value
  }

  /// Of one value: rows without it, rows whose value does not fit its integer, the largest magnitude, rows below zero.
  private func quality(_ v: Int) -> [String] {
    [
      "count(case when \(.number(v)) is null then 1 end) as \(.withoutValue(v))",
      "count(case when \(.number(v)) is not null and (\(integer(v))) is null then 1 end) as \(.unfit(v))",
      "max(abs(\(.number(v)))) as \(.largest(v))", "count(case when \(.number(v)) < 0 then 1 end) as \(.negative(v))",
    ]
  }
}
