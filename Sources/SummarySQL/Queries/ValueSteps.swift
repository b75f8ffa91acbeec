internal import Planning
internal import Specification
internal import Statistics

/// The steps from one row per unit to scaled integers, and the aggregates over them.
///
/// A population p has a column `d<p>` that says why a unit is not in it (0: it is), and for each of its terms t a column
/// `x<p>_<t>` (the value less its center), `q<p>_<t>` (the scaled integer) and `h<p>_<t>` (a coarser one for cubes).
struct ValueSteps {
  let plan: AnalysisPlan
  let dialect: any SQLDialect
  let printer: ExpressionPrinter
  let scalings: [PlannedTerm: Scaling]

  func append(to query: inout SQLText, from units: String) {
    let terms = plan.terms.enumerated().map { index, term in
      let reader = TermReader(dialect: dialect, term: term)
      return "\(reader.value) as v\(index), \(reader.state) as s\(index)"
    }
    let filters = plan.filters.enumerated().map { "(\(printer.print($1.root))) is true as f\($0)" }
    query.step("valued", select(["arm", "repeats", "example"] + terms + filters, from: units))
    let states = plan.populations.enumerated().map { "\(state($1)) as d\($0)" }
    let values = plan.terms.indices.map { "v\($0)" }
    query.step("sorted", select(["arm", "repeats", "example"] + values + states, from: "valued"))
    let differences = plan.populations.enumerated().flatMap { p, population in
      ["d\(p)"]
        + population.terms.enumerated().map { t, term in
          "case when d\(p) = 0 then \(centred(term)) end as x\(p)_\(t)"
        }
    }
    query.step("centred", select(["arm", "repeats", "example"] + differences, from: "sorted"))
    let integers = plan.populations.enumerated().flatMap { p, population in
      ["d\(p)"] + population.terms.enumerated().flatMap { t, term in scaled(term, "\(p)_\(t)") }
    }
    query.step("scaled", select(["arm", "repeats", "example"] + integers, from: "centred"))
  }

  /// The aggregate over the last step.
  func sql(of aggregate: Aggregate) -> String {
    let p = plan.populations.firstIndex(of: aggregate.population) ?? 0
    switch aggregate {
    // A CASE inside the aggregate costs a tenth of FILTER, which makes DuckDB slice every column.
    case .count: return "count(case when d\(p) = 0 then 1 end)"
    case .dropped(let reason, _): return "count(case when d\(p) = \(reason.code) then 1 end)"
    case .sum(let t, _): return "sum(q\(p)_\(t))"
    case .product(let i, let j, _): return "sum(\(dialect.wideProduct("q\(p)_\(i)", "q\(p)_\(j)")))"
    case .cube(let i, let j, let k, _):
      return "sum(h\(p)_\(i) * h\(p)_\(j) * h\(p)_\(k))"
    case .lowest(let t, _): return "min(x\(p)_\(t))"
    case .highest(let t, _): return "max(x\(p)_\(t))"
    }
  }

  private func select(_ columns: [String], from step: String) -> String {
    "select \(columns.joined(separator: ", ")) from \(step)"
  }

  private func state(_ population: Population) -> String {
    let states = population.terms.map { "s\(plan.position(of: $0))" }
    if population.filter == nil, states.count == 1 { return states[0] }
    var branches = population.filter.map { ["when not f\($0) then \(DropReason.filtered.code)"] } ?? []
    for reason in [DropReason.missing, .unreadable, .notFinite] {
      branches.append("when \(reason.code) in (\(states.joined(separator: ", "))) then \(reason.code)")
    }
    return "case \(branches.joined(separator: " ")) else 0 end"
  }

  private func centred(_ term: PlannedTerm) -> String {
    let value = "v\(plan.position(of: term))"
    guard let center = scalings[term]?.center, center != 0 else { return value }
    return "\(value) - \(double(center))"
  }

  private func scaled(_ term: PlannedTerm, _ suffix: String) -> [String] {
    guard term.kind == .number, let scaling = scalings[term] else { return ["x\(suffix) as q\(suffix)"] }
    func integer(_ factor: Double) -> String {
      let product = factor == 1 ? "x\(suffix)" : "x\(suffix) * \(double(factor))"
      return "case when abs(x\(suffix)) < \(double(scaling.limit)) then \(dialect.nearestInteger(product)) end"
    }
    let coarse = Double(sign: .plus, exponent: scaling.exponent - Scaling.cubeShift, significand: 1)
    return ["x\(suffix)", "\(integer(scaling.factor)) as q\(suffix)", "\(integer(coarse)) as h\(suffix)"]
  }

  /// A literal that every engine reads as exactly this double: 17 digits, by cast from text.
  private func double(_ value: Double) -> String { dialect.cast("'\(value)'", .double) }
}
