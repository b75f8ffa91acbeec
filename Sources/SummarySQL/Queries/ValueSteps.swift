internal import Planning
internal import Statistics
internal import Terms

/// The steps from raw columns to scaled integers, and the aggregates over them; the columns are those of `SQLColumn`.
///
/// Of its own it has, by the position of a term in the plan, `s<n>` (why the value cannot be used), `x<n>` (the value less its
/// center), `r<n>` (the integer that a short decimal may stand for), `q<n>` and `h<n>` (the integers, where they fit); and
/// `f<i>` and `e<i>` (whether a filter of the plan holds, and whether the unit lies in a segment).
struct ValueSteps {
  let plan: AnalysisPlan
  let columns: SourceColumns
  let printer: ExpressionPrinter
  let scalings: [PlannedTerm: Scaling]
  /// The raw quantiles that values are held against, per variant.
  var thresholds: [PlannedQuantile: [Double?]] = [:]

  var groups: GroupColumns { GroupColumns(plan: plan, columns: columns) }

  private var dialect: any SQLDialect { columns.dialect }

  /// Appends the steps from rows with one value per unit to `scaled`.
  ///
  /// Up to the integers each step works on single columns, so that an engine can do it once per entry of a dictionary;
  /// only then do populations join the columns of their terms.
  func append(
    to query: inout SQLText, from step: String, keeping further: [MadeColumn] = [], as name: String = "scaled"
  ) {
    let own = [SQLColumn.arm, .example, .repeats].map { MadeColumn($0) } + further
    appendStates(to: &query, from: step, keeping: own)
    let grouped = (own.map(\.column) + groups.all).names
    let states = plan.populations.indices.map(SQLColumn.reason).names
    let terms = Array(plan.terms.enumerated())
    query.step("centred", select(grouped + states + terms.flatMap(centred), from: "sorted"))
    query.step("integers", select(grouped + states + terms.flatMap(integers), from: "centred"))
    let populations = plan.populations.enumerated().flatMap { p, population in
      let columns = population.coordinates.enumerated().flatMap { t, term in
        scaled(p, t, term).map { made in
          // A covariate that is missing lies at the center.
          let value = term.absence == .indicated ? "coalesce(\(made.sql), 0)" : made.sql
          return "\(within(p, population, value, of: term)) as \(made.column)"
        }
      }
      let first = population.terms[0]
      return ["\(.reason(p))", "\(within(p, population, "x\(plan.position(of: first))", of: first)) as \(.member(p))"]
        + columns
    }
    query.step(name, select(grouped + populations, from: "integers"))
  }

  /// To `covariates`: of rows that were summed to units, the integers of the covariates, which are not summed.
  func appendCovariates(to query: inout SQLText, from step: String, keeping own: [SQLColumn]) {
    let terms = plan.covariates.map { (offset: plan.position(of: $0), element: $0) }
    let values = terms.map { SQLColumn.value($0.offset) }.names
    query.step("pattern", select(own.names + groups.readPattern + values, from: step))
    let kept = (own + groups.pattern).names
    query.step("centred", select(kept + terms.flatMap(centred), from: "pattern"))
    query.step("covariates", select(kept + terms.flatMap(integers), from: "centred"))
  }

  /// The covariates of a population, from the columns of their integers.
  func covariates(_ p: Int, _ population: Population) -> [String] {
    population.covariates.enumerated().flatMap { c, term in
      scaled(p, population.terms.count + c, term).map { made in
        "case when \(.reason(p)) = 0 then coalesce(\(made.sql), 0) end as \(made.column)"
      }
    }
  }

  /// To `sorted`: the value of each term and, per population, why a row is not in it.
  func appendStates(to query: inout SQLText, from step: String, keeping own: [MadeColumn]) {
    let readers = plan.terms.enumerated().map { index, term in
      TermReader(
        columns: columns, term: term, cast: .cast(index),
        thresholds: term.quantile.map { thresholds[$0, default: []] } ?? [])
    }
    let casts = readers.map { "\($0.read) as \($0.cast)" }
    query.step("cast_values", select(own.map(\.selected) + columns.values + groups.columnsRead + casts, from: step))
    let kept = (own.map(\.column) + groups.texts).names
    let terms = readers.enumerated().map { "\($1.usableValue) as \(.value($0)), \($1.state) as s\($0)" }
    let filters = plan.filters.enumerated().map { "(\(printer.print($1.root))) is true as f\($0)" }
    let windows = unique(plan.populations.compactMap(\.maturity)).map(columns.name)
    let segments = segments.enumerated().map { "\(columns.isIn($1)) as e\($0)" }
    query.step("valued", select(kept + windows + terms + filters + segments, from: "cast_values"))
    let states = plan.populations.enumerated().map { "\(state($1)) as \(.reason($0))" }
    query.step(
      "sorted",
      select(kept + groups.readPattern + plan.terms.indices.map(SQLColumn.value).names + states, from: "valued"))
  }

  /// The aggregate over `scaled`.
  func sql(of aggregate: Aggregate) -> String {
    let p = plan.position(of: aggregate.population)
    switch aggregate {
    // A CASE inside the aggregate costs a tenth of FILTER, which makes DuckDB slice every column.
    case .count: return "count(\(.member(p)))"
    case .dropped(let reason, _): return "count(case when \(.reason(p)) = \(reason.code) then 1 end)"
    case .droppedRows(let reason, _): return "sum(\(.dropped(p, reason)))"
    case .sum(let t, _): return "sum(\(.scaled(p, t)))"
    case .product(let i, let j, let population):
      let (left, right) = ("\(.scaled(p, i))", "\(.scaled(p, j))")
      let isNarrow = plan.source.cluster == nil && [i, j].allSatisfy { isDecimal(population.coordinates[$0]) }
      return "sum(\(isNarrow ? "\(left) * \(right)" : dialect.wideProduct(left, right)))"
    case .cube(let i, let j, let k, let population):
      return "sum(\([i, j, k].map { "\(coarse(p, $0, population))" }.joined(separator: " * ")))"
    case .quartic(let i, let j, let k, let l, let population):
      let (left, right) = ([i, j], [k, l])
      func square(_ pair: [Int]) -> String { pair.map { "\(coarse(p, $0, population))" }.joined(separator: " * ") }
      return "sum(\(dialect.wideProduct("(\(square(left)))", "(\(square(right)))")))"
    case .lowest(let t, let population):
      return "min(\(isDecimal(population.coordinates[t]) ? SQLColumn.scaled(p, t) : .least(p, t)))"
    case .highest(let t, _): return "max(\(.greatest(p, t)))"
    case .fitting(let t, _): return "count(\(.scaled(p, t)))"
    // The center of what exceeds a cap is zero.
    case .above(let t, _): return "count(case when \(.scaled(p, t)) > 0 then 1 end)"
    }
  }

  /// Whether the summary needs an aggregate: how a value fails to fit differs between scalings.
  func asks(_ aggregate: Aggregate) -> Bool {
    switch aggregate {
    case .lowest(let t, let population):
      isRanged(population.coordinates[t]) || t < population.terms.count && isDecimal(population.terms[t])
    case .highest(let t, let population): isRanged(population.coordinates[t])
    case .fitting(let t, let population): isDecimal(population.coordinates[t])
    case .count, .dropped, .droppedRows, .sum, .product, .cube, .quartic, .above: true
    }
  }

  /// Whether the range of a number decides about its scale.
  func isRanged(_ term: PlannedTerm) -> Bool { scalings[term] != nil && !isDecimal(term) }

  /// The integer of a term of which third and fourth powers fit: a coarser one, unless it is small anyway.
  private func coarse(_ p: Int, _ t: Int, _ population: Population) -> SQLColumn {
    isRanged(population.terms[t]) ? .coarse(p, t) : .scaled(p, t)
  }

  private func isDecimal(_ term: PlannedTerm) -> Bool { scalings[term]?.decimals != nil }

  /// The integer of a value less nothing, NULL where it does not fit.
  func integer(_ value: String, _ term: PlannedTerm) -> String {
    guard let scaling = scalings[term] else { return value }
    return fitting(value, scaling, scaling.factor)
  }

  /// The columns of a number that is the sum `scaled` of the integers of so many `summands`, which lie from `least` to `greatest`.
  ///
  /// A single number is its own total, and known better than by its integer.
  ///
  /// - Parameter cut: the part of the sum that is taken; a scale must hold all of it nevertheless.
  func totals(_ p: Int, _ t: Int, _ term: PlannedTerm, cut: PlannedTerm.Cut? = nil) -> [String] {
    guard let scaling = scalings[term] else { return SQLColumn.names(.scaled(p, t)) }
    let q = part("\(.scaled(p, t))", cut, scaling)
    let total = "\(dialect.cast("\(.scaled(p, t))", .double)) * \(double(scaling.unit))"
    let (least, greatest) = (SQLColumn.least(p, t), SQLColumn.greatest(p, t))
    let coarse = Double(sign: .plus, exponent: -scaling.cubeShift, significand: 1)
    return [
      "case when abs(\(total)) < \(double(scaling.limit)) then \(dialect.cast(q, .integer)) end as \(.scaled(p, t))",
      "case when abs(\(total)) < \(double(scaling.limit)) then "
        + "\(dialect.nearestInteger("\(dialect.cast(q, .double)) * \(double(coarse))")) end as \(.coarse(p, t))",
      "case when \(.summands(p, t)) > 1 and \(total) < \(least) then \(total) else \(least) end as \(least)",
      "case when \(.summands(p, t)) > 1 and \(total) > \(greatest) then \(total) else \(greatest) end as \(greatest)",
    ]
  }

  /// The part of an integer that counts units of a scale from zero.
  func part(_ q: String, _ cut: PlannedTerm.Cut?, _ scaling: Scaling) -> String {
    func integer(_ cap: Double) -> Int { Int(min((cap * scaling.factor).rounded(), 0x1p60)) }
    return switch cut {
    case .upTo(let cap), .eachUpTo(let cap): "case when \(q) > \(integer(cap)) then \(integer(cap)) else \(q) end"
    case .above(let cap), .eachAbove(let cap):
      "case when \(q) > \(integer(cap)) then \(q) - \(integer(cap)) when \(q) is not null then 0 end"
    case nil: q
    }
  }

  private func select(_ columns: [String], from step: String) -> String {
    "select \(columns.joined(separator: ", ")) from \(step)"
  }

  /// The segments that populations are restricted to.
  private var segments: [SegmentValue] { unique(plan.populations.compactMap(\.segment)) }

  private func state(_ population: Population) -> String {
    let positions = population.terms.map { plan.position(of: $0) }
    let states = positions.map { "s\($0)" }
    if population.isUnfiltered, states.count == 1 { return states[0] }
    var branches = population.filter.map { ["when not f\($0) then \(DropReason.filtered.code)"] } ?? []
    if let segment = population.segment {
      branches.append("when not e\(planned(segment, in: segments)) then \(DropReason.filtered.code)")
    }
    if let window = population.maturity {
      branches.append("when not \(columns.name(window)) then \(DropReason.immature.code)")
    }
    for reason in population.possibleReasons where reason.isOfOutcome {
      branches.append("when \(reason.code) in (\(states.joined(separator: ", "))) then \(reason.code)")
    }
    if population.terms.map(\.kind) == [.count, .count] {
      branches.append("when \(.value(positions[0])) > \(.value(positions[1])) then \(DropReason.impossible.code)")
    }
    return branches.isEmpty ? "0" : "case \(branches.joined(separator: " ")) else 0 end"
  }

  /// A column of a term as it is in a population: NULL in the rows outside.
  private func within(_ p: Int, _ population: Population, _ column: String, of term: PlannedTerm) -> String {
    // Where a row is outside only for want of a value, looking at the other values is cheaper than at the reason.
    let lacksOnlyValues =
      population.isUnfiltered && !population.terms.contains { $0.kind == .count }
    let others = population.terms.filter { $0 != term }.map { "x\(plan.position(of: $0)) is not null" }
    let conditions = lacksOnlyValues ? others : ["\(.reason(p)) = 0"]
    return conditions.isEmpty ? column : "case when \(conditions.joined(separator: " and ")) then \(column) end"
  }

  /// Of one term: x, the value less the center; of short decimals the value, and r, the integer that it may stand for.
  private func centred(_ t: Int, _ term: PlannedTerm) -> [String] {
    let value = "\(.value(t))"
    guard let scaling = scalings[term] else { return ["\(value) as x\(t)"] }
    guard scaling.decimals == nil else {
      return ["\(value) as x\(t)", "round(\(product(value, scaling.factor))) as r\(t)"]
    }
    return [value, "\(difference(value, scaling.center)) as x\(t)"]
  }

  /// The integers of one term, NULL where x has none.
  private func integers(_ t: Int, _ term: PlannedTerm) -> [String] {
    let x = "x\(t)"
    guard term.kind != .truth else { return [x, "\(x) as q\(t)"] }
    guard let scaling = scalings[term] else { return [x, "\(dialect.nearestInteger(x)) as q\(t)"] }
    guard scaling.decimals == nil else {
      let integer = difference("r\(t)", scaling.scaledCenter)
      let isExact = scaling.factor == 1 ? "r\(t) = \(x)" : "r\(t) / \(double(scaling.factor)) = \(x)"
      let fits = "abs(\(integer)) < \(double(Scaling.decimalLimit)) and \(isExact)"
      return [x, "case when \(fits) then \(dialect.cast(integer, .integer)) end as q\(t)"]
    }
    let coarse = Double(sign: .plus, exponent: scaling.exponent - scaling.cubeShift, significand: 1)
    return [
      "\(.value(t))", x, "\(fitting(x, scaling, scaling.factor)) as q\(t)", "\(fitting(x, scaling, coarse)) as h\(t)",
    ]
  }

  /// The columns that the aggregates of a term read, and which of `integers` they are.
  private func scaled(_ p: Int, _ t: Int, _ term: PlannedTerm) -> [MadeColumn] {
    let n = plan.position(of: term)
    let scaled = MadeColumn("q\(n)", as: .scaled(p, t))
    guard isRanged(term) else { return [scaled] }
    return [
      scaled, MadeColumn("h\(n)", as: .coarse(p, t)), MadeColumn("\(.value(n))", as: .least(p, t)),
      MadeColumn("\(.value(n))", as: .greatest(p, t)),
    ]
  }

  /// round(x · factor) where x is within the limit of the scaling.
  private func fitting(_ x: String, _ scaling: Scaling, _ factor: Double) -> String {
    "case when abs(\(x)) < \(double(scaling.limit)) then \(dialect.nearestInteger(product(x, factor))) end"
  }

  private func difference(_ value: String, _ center: Double) -> String {
    center == 0 ? value : "\(value) - \(double(center))"
  }

  private func product(_ x: String, _ factor: Double) -> String {
    factor == 1 ? x : "(\(x)) * \(double(factor))"
  }

  private func double(_ value: Double) -> String { dialect.literal(value) }
}

extension Population {
  /// Whether a unit is outside for nothing but its own values.
  fileprivate var isUnfiltered: Bool { filter == nil && maturity == nil && segment == nil }
}
