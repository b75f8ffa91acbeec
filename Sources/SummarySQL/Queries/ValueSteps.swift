internal import Planning
internal import Specification
internal import Statistics

/// The steps from raw columns to scaled integers, and the aggregates over them; the columns are those of `RowPipeline`.
struct ValueSteps {
  let plan: AnalysisPlan
  let columns: SourceColumns
  let printer: ExpressionPrinter
  let scalings: [PlannedTerm: Scaling]

  private var dialect: any SQLDialect { columns.dialect }

  /// From rows with one value per unit to `scaled`.
  func append(to query: inout SQLText, from step: String, keeping further: [String] = []) {
    let own = ["arm", "example", "repeats"] + further
    appendStates(to: &query, from: step, keeping: own)
    let differences = plan.populations.enumerated().flatMap { p, population in
      ["d\(p)"]
        + population.terms.enumerated().map { t, term in
          "case when d\(p) = 0 then \(centred(term)) end as x\(p)_\(t)"
        }
    }
    query.step("centred", select(own + differences, from: "sorted"))
    let integers = plan.populations.enumerated().flatMap { p, population in
      ["d\(p)"] + population.terms.enumerated().flatMap { t, term in scaled(term, "\(p)_\(t)") }
    }
    query.step("scaled", select(own + integers, from: "centred"))
  }

  /// To `sorted`: the value `v<n>` of each term and, per population, why a row is not in it.
  func appendStates(to query: inout SQLText, from step: String, keeping own: [String]) {
    let readers = plan.terms.enumerated().map { TermReader(columns: columns, term: $1, cast: "c\($0)") }
    let casts = readers.map { "\($0.read) as \($0.cast)" }
    query.step("cast_values", select(own + columns.values + casts, from: step))
    let terms = readers.enumerated().map { "\($1.value) as v\($0), \($1.state) as s\($0)" }
    let filters = plan.filters.enumerated().map { "(\(printer.print($1.root))) is true as f\($0)" }
    query.step("valued", select(own + terms + filters, from: "cast_values"))
    let states = plan.populations.enumerated().map { "\(state($1)) as d\($0)" }
    query.step("sorted", select(own + plan.terms.indices.map { "v\($0)" } + states, from: "valued"))
  }

  /// The aggregate over `scaled`.
  func sql(of aggregate: Aggregate) -> String {
    let p = plan.populations.firstIndex(of: aggregate.population) ?? 0
    switch aggregate {
    // A CASE inside the aggregate costs a tenth of FILTER, which makes DuckDB slice every column.
    case .count: return "count(case when d\(p) = 0 then 1 end)"
    case .dropped(let reason, _): return "count(case when d\(p) = \(reason.code) then 1 end)"
    case .droppedRows(let reason, _): return "sum(r\(p)_\(reason.code))"
    case .sum(let t, _): return "sum(q\(p)_\(t))"
    case .product(let i, let j, _): return "sum(\(dialect.wideProduct("q\(p)_\(i)", "q\(p)_\(j)")))"
    case .cube(let i, let j, let k, _): return "sum(h\(p)_\(i) * h\(p)_\(j) * h\(p)_\(k))"
    case .lowest(let t, _): return "min(l\(p)_\(t))"
    case .highest(let t, _): return "max(g\(p)_\(t))"
    }
  }

  /// The integer of a value less nothing, NULL where it does not fit.
  func integer(_ value: String, _ term: PlannedTerm) -> String {
    guard let scaling = scalings[term] else { return value }
    return fitting(value, scaling, scaling.factor)
  }

  /// The columns of a number that is the sum `q` of integers, whose summands lie from `l` to `g`.
  func totals(_ suffix: String, _ term: PlannedTerm) -> [String] {
    guard let scaling = scalings[term] else { return ["q\(suffix)"] }
    let total = "\(dialect.cast("q\(suffix)", .double)) * \(double(scaling.unit))"
    let coarse = Double(sign: .plus, exponent: -Scaling.cubeShift, significand: 1)
    return [
      "case when abs(\(total)) < \(double(scaling.limit)) then \(dialect.cast("q\(suffix)", .integer)) end as q\(suffix)",
      "case when abs(\(total)) < \(double(scaling.limit)) then "
        + "\(dialect.nearestInteger("\(dialect.cast("q\(suffix)", .double)) * \(double(coarse))")) end as h\(suffix)",
      "least(l\(suffix), \(total)) as l\(suffix)", "greatest(g\(suffix), \(total)) as g\(suffix)",
    ]
  }

  private func select(_ columns: [String], from step: String) -> String {
    "select \(columns.joined(separator: ", ")) from \(step)"
  }

  private func state(_ population: Population) -> String {
    let positions = population.terms.map { plan.position(of: $0) }
    let states = positions.map { "s\($0)" }
    if population.filter == nil, states.count == 1 { return states[0] }
    var branches = population.filter.map { ["when not f\($0) then \(DropReason.filtered.code)"] } ?? []
    for reason in population.possibleReasons where reason != .filtered {
      branches.append("when \(reason.code) in (\(states.joined(separator: ", "))) then \(reason.code)")
    }
    if population.terms.map(\.kind) == [.count, .count] {
      branches.append("when v\(positions[0]) > v\(positions[1]) then \(DropReason.impossible.code)")
    }
    return "case \(branches.joined(separator: " ")) else 0 end"
  }

  private func centred(_ term: PlannedTerm) -> String {
    let value = "v\(plan.position(of: term))"
    guard let center = scalings[term]?.center, center != 0 else { return value }
    return "\(value) - \(double(center))"
  }

  private func scaled(_ term: PlannedTerm, _ suffix: String) -> [String] {
    let x = "x\(suffix)"
    switch term.kind {
    case .truth: return ["\(x) as q\(suffix)"]
    case .count: return ["\(dialect.nearestInteger(x)) as q\(suffix)"]
    case .number:
      guard let scaling = scalings[term] else { return ["\(x) as q\(suffix)"] }
      let coarse = Double(sign: .plus, exponent: scaling.exponent - Scaling.cubeShift, significand: 1)
      return [
        "\(x) as l\(suffix)", "\(x) as g\(suffix)", "\(fitting(x, scaling, scaling.factor)) as q\(suffix)",
        "\(fitting(x, scaling, coarse)) as h\(suffix)",
      ]
    }
  }

  /// round(x · factor) where x is within the limit of the scaling.
  private func fitting(_ x: String, _ scaling: Scaling, _ factor: Double) -> String {
    let product = factor == 1 ? x : "(\(x)) * \(double(factor))"
    return "case when abs(\(x)) < \(double(scaling.limit)) then \(dialect.nearestInteger(product)) end"
  }

  /// A literal that every engine reads as exactly this double: 17 digits, by cast from text.
  private func double(_ value: Double) -> String { dialect.cast("'\(value)'", .double) }
}
