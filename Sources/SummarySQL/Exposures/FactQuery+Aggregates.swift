internal import Planning
internal import Terms

/// From the events of a unit to its numbers.
extension FactQuery {
  /// The condition under which an event of the kept events is a value of a term, and the value.
  func value(of term: FactTerm) -> (condition: String, value: String) {
    let value = "\(.number(fact.value(of: term)))"
    return ("\(.place) = 0 and \(selects(term)) and \(value) is not null", value)
  }

  var counts: [String] {
    let (rows, identical, differing, latest) =
      fact.id == nil
      ? ("count(*)", "0", "0", "\(.moment)")
      : (
        "sum(case when \(.place) in (0, \(Self.afterJoin)) then 1 else \(.copies) end)",
        "sum(case when \(.place) in (0, \(Self.afterJoin)) and \(.differs) = 0 then \(.copies) - 1 else 0 end)",
        "sum(case when \(.place) in (0, \(Self.afterJoin)) and \(.differs) = 1 then \(.copies) - 1 else 0 end)",
        "\(.lastMoment)"
      )
    return [
      "\(rows) as \(.events)", "\(identical) as \(.repeats)", "\(differing) as \(.differing)",
      "max(\(latest)) as \(.latest)",
    ] + [SQLColumn.zoned, .unzoned].map { "\(mayMixClocks ? "sum(\($0))" : "0") as \($0)" }
  }

  /// The reasons of events that were told apart by their ids.
  private static let afterJoin = EventLedger.Reason.allCases.filter(\.isOfOneEvent).map { "\($0.code)" }
    .joined(separator: ", ")

  var aggregates: [String] {
    fact.terms.enumerated().map { "\(aggregate($1)) as \(.total($0))" }
      + fact.values.indices.flatMap { zip(quality($0), qualityColumns($0)).map { "\($0) as \($1)" } }
      + undecided.map { "count(case when \(.place) = 0 and \($0) then 1 end) as \($0)" }
  }

  /// The condition under which an event counts for a term.
  func selects(_ term: FactTerm) -> String {
    let window = "\(.window(planned(term.window, in: fact.windows)))"
    return fact.condition(of: term).map { "\(window) and \(.condition($0))" } ?? window
  }

  private func aggregate(_ term: FactTerm) -> String {
    var v: Int { fact.value(of: term) }
    func selected(_ value: String) -> String { "case when \(selects(term)) then \(value) end" }
    switch term.aggregate {
    case .count: return "count(\(selected(term.value == nil ? "1" : "\(.number(v))")))"
    case .any: return "max(\(selected("1")))"
    case .earliest: return "min(\(selected("\(.age)")))"
    case .days: return "count(distinct \(selected("\(.eventDay)")))"
    case .countDistinct: return "count(distinct \(selected("\(.text(v))")))"
    case .max: return "max(\(selected("\(.number(v))")))"
    case .min: return "min(\(selected("\(.number(v))")))"
    case .first: return dialect.first(selected("\(.number(v))"), by: SQLColumn.names(.moment, .number(v)))
    // The latest; of several at one time the one with the smallest value.
    case .last: return dialect.first(selected("\(.number(v))"), by: ["-\(.moment)", "\(.number(v))"])
    case .sum: return "sum(\(selected(part(integer(v, term.discount), term))))"
    }
  }

  /// The part of an event's integer that a term sums.
  private func part(_ integer: String, _ term: FactTerm) -> String {
    guard let cut = term.cut else { return integer }
    let known: Double? =
      switch cut.cap {
      case .value(let value): value
      case .quantile: caps[term.cut(at: cut.cap, .upTo)]
      }
    guard let known else { return cut.part == .upTo ? integer : "0" }
    let cap = scales[fact.name, fact.values[fact.value(of: term)]].integer(of: known)
    return switch cut.part {
    case .upTo: "case when \(integer) > \(cap) then \(cap) else \(integer) end"
    case .above: "case when \(integer) > \(cap) then \(integer) - \(cap) when \(integer) is not null then 0 end"
    }
  }

  /// A SELECT of the quantile that caps the events of a term, from the kept events.
  ///
  /// - Precondition: the cap of the term is a quantile.
  func cap(of term: FactTerm) -> String {
    let (condition, value) = value(of: term.capSource)
    let isOfNonzero = term.cutQuantile?.isOfNonzero ?? false
    let counts = condition + (isOfNonzero ? " and \(value) <> 0" : "")
    let quantile = dialect.quantile("case when \(counts) then \(value) end", "\(term.cutQuantile?.share ?? 1)")
    return "select \(quantile) as \(.cap) from \(TableName.events(index))"
  }

  private func integer(_ v: Int, _ discount: DiscountRate? = nil) -> String {
    guard let discount else { return scales[fact.name, fact.values[v]].integer("\(.number(v))", in: dialect) }
    let years = "\(dialect.cast("\(.age)", .double)) / \(dialect.literal(Double(DiscountRate.year)))"
    return scales[fact.name, fact.values[v], isDiscounted: true]
      .integer("(\(.number(v)) / power(\(dialect.literal(1 + discount.perYear)), \(years)))", in: dialect)
  }

  /// Of one value: how many events have none, how many do not fit their integer, and the largest magnitude.
  private func quality(_ v: Int) -> [String] {
    let users = fact.terms.filter { $0.value?.text.text == fact.values[v].text.text }
    let isAsked = users.map { "(\(selects($0)))" }.joined(separator: " or ")
    let none = "count(case when (\(isAsked)) and \(isNumber(v) ? "y" : "t")\(v) is null then 1 end)"
    guard isSummed(v) else { return [none] }
    // Before exposure, where nothing is discounted, values would grow without bound.
    let discounted = users.filter { $0.discount != nil }.map {
      " or (\(selects($0))) and (\(integer(v, $0.discount))) is null"
    }
    let unfit = "(\(integer(v))) is null\(discounted.joined())"
    return [
      none, "count(case when \(.place) = 0 and \(.number(v)) is not null and (\(unfit)) then 1 end)",
      "max(case when \(.place) = 0 then abs(\(.number(v))) end)",
    ]
  }

  func qualityColumns(_ v: Int) -> [SQLColumn] {
    isSummed(v) ? [.withoutValue(v), .unfit(v), .largest(v)] : [.withoutValue(v)]
  }

  private func isSummed(_ v: Int) -> Bool { fact.summedValues.contains { $0.text.text == fact.values[v].text.text } }
}
