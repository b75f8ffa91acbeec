package import Planning
package import Statistics
internal import Tables
internal import Terms

/// The center and the scale of every number, chosen by the first rows of a source.
///
/// The first rows in file order, of the first variant where each has its files, are the same for any number of threads,
/// and so is the choice; that it is only a guess does no harm, for a value that has no integer is detected and answered
/// with another scale.
package struct Scalings: Need {
  static let sampleRows = 4096

  let scope: Scope

  package init(_ scope: Scope = .all) { self.scope = scope }

  package func prerequisites(_ known: Answers) -> [any Need] {
    switch scope {
    case .all: [ScopedPlan(), UniqueUnits(), Influences()]
    // What suits all units suits those of a segment.
    case .segment: [GroupMoments(), ScopedPlan(scope), Influences(scope)]
    case .untriggered, .days, .pairs: [GroupMoments()]
    }
  }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[PlannedTerm: Scaling]> {
    if scope == .untriggered || scope.isDivision { return .done(known[GroupMoments()].scalings) }
    let choice = ScalingChoice(known[ScopedPlan(scope)])
    let fitting = scope == .all ? [:] : known[GroupMoments()].scalings
    guard let text = choice.text(in: dialect) else { return .done(fitting) }
    return .select(text) { .done(try choice.decode($0).merging(fitting) { $1 }) }
  }

  /// Numbers in memory are summed as they are.
  package func answer(in table: MemoryTable, _ known: Answers) -> [PlannedTerm: Scaling] { [:] }
}

/// Asks for the median, the range and the decimals of the numbers of a plan.
private struct ScalingChoice: Sendable {
  let plan: AnalysisPlan
  let terms: [PlannedTerm]

  init(_ plan: AnalysisPlan) {
    self.plan = plan
    terms = plan.terms.filter(\.needsScaling)
  }

  /// nil when no metric needs a number.
  func text(in dialect: any SQLDialect) -> String? {
    guard !terms.isEmpty else { return nil }
    let columns = SourceColumns(dialect: dialect, source: plan.source)
    let names = Set(terms.flatMap(\.columns) + [unit].compactMap { $0 }).sorted()
    var query = SQLText()
    query.step("source", columns.sample(names, Scalings.sampleRows))
    // What exceeds a cap is zero in nearly all of the first rows, so that the values themselves say more.
    let readers = terms.enumerated().map { index, term in
      TermReader(columns: columns, term: term.isExcess ? term.cut(nil) : term, cast: .cast(index))
    }
    query.step(
      "cast_values", "select *, \(readers.map { "\($0.read) as \($0.cast)" }.joined(separator: ", ")) from source")
    let values = readers.enumerated().map { "\($1.usableValue) as v\($0)" }
    let key = unit.map { ["\(columns.name($0)) as \(.unitKey)"] } ?? []
    query.step("valued", "select \((key + values).joined(separator: ", ")) from cast_values")
    guard unit != nil else {
      let looks = terms.indices.map {
        "\(dialect.median("v\($0)")) as \(.median($0)), min(v\($0)) as \(.lowest($0)), max(v\($0)) as \(.highest($0)), "
          + "max(\(DecimalCount.sql("v\($0)"))) as \(.decimals($0))"
      }
      return query.ending("select count(*) as \(.rows), \(looks.joined(separator: ", ")) from valued")
    }
    // The total of a unit is at most its number of events times the largest of them: no sum, so no order of rows.
    let totals = ["count(*) as events"] + terms.indices.map { "count(v\($0)) * max(abs(v\($0))) as t\($0)" }
    query.step("units", "select \(totals.joined(separator: ", ")) from valued group by \(.unitKey)")
    let looks = terms.indices.map {
      "cast(0 as double) as \(.median($0)), -max(t\($0)) as \(.lowest($0)), max(t\($0)) as \(.highest($0)), cast(null as int) as \(.decimals($0))"
    }
    return query.ending("select sum(events) as \(.rows), \(looks.joined(separator: ", ")) from units")
  }

  /// The column by which rows are summed: their totals are what must fit.
  private var unit: String? { plan.source.cluster ?? (plan.source.rows == .events ? plan.source.unit : nil) }

  func decode(_ table: Table?) throws(MalformedResult) -> [PlannedTerm: Scaling] {
    guard let table else {
      return Dictionary(uniqueKeysWithValues: terms.map { ($0, Scaling(center: 0, largest: 1)) })
    }
    let row = AnswerRow(table, 0)
    // A sample that is not full is the whole source: then no row is larger than those that were seen, and with so few
    // rows nothing is gained by small integers.
    let isWhole = try row.integer(.rows) < Scalings.sampleRows
    var scalings: [PlannedTerm: Scaling] = [:]
    for (index, term) in terms.enumerated() {
      let excess = try excessScale(term, row.real(.highest(index)) ?? 0)
      let center = try excess == nil ? row.real(.median(index)) ?? 0 : 0
      let (low, high) = (try row.real(.lowest(index)) ?? center, try row.real(.highest(index)) ?? center)
      let largest = excess ?? max(high - center, center - low)
      let scaling = Scaling(
        center: center, largest: largest > 0 ? largest : 1, headroom: isWhole ? 1 : Scaling.headroomBits)
      // Of values that are all alike the center is the value itself, and exact.
      let binary = largest > 0 ? scaling.keepingZeros : scaling
      let decimals = try row.wideInteger(.decimals(index)).map { Int($0) } ?? Scaling.mostDecimals + 1
      scalings[term] =
        isWhole || decimals > Scaling.mostDecimals || excess != nil && !isWholeNumber(term, decimals)
        ? binary : scaling.decimal(decimals, farthest: largest) ?? binary
    }
    return scalings
  }

  /// What may exceed a cap, by the largest value that was seen; nil where a term is no excess.
  private func excessScale(_ term: PlannedTerm, _ largest: Double) -> Double? {
    guard let cap = term.excessCap else { return nil }
    let above = unit == nil ? largest - cap : largest
    return above > 0 ? above : cap
  }

  /// Whether what exceeds a cap is a whole number; other decimals do not survive the subtraction of the cap.
  private func isWholeNumber(_ term: PlannedTerm, _ decimals: Int) -> Bool {
    guard let cap = term.excessCap else { return false }
    return decimals == 0 && cap == cap.rounded()
  }
}

extension PlannedTerm {
  /// The cap of what exceeds one; nil for other terms.
  fileprivate var excessCap: Double? {
    switch cut {
    case .above(let cap), .eachAbove(let cap): cap
    case .upTo, .eachUpTo, nil: nil
    }
  }
}

/// By the position of a term among those that are scaled.
extension SQLColumn {
  /// Integer: rows that were looked at.
  fileprivate static let rows = SQLColumn("n")
  /// Double: the median of a term's values, 0 of totals.
  fileprivate static func median(_ term: Int) -> SQLColumn { SQLColumn("m\(term)") }
  /// Double: the least value, or what no total is below.
  fileprivate static func lowest(_ term: Int) -> SQLColumn { SQLColumn("l\(term)") }
  /// Double: the greatest value, or what no total exceeds.
  fileprivate static func highest(_ term: Int) -> SQLColumn { SQLColumn("h\(term)") }
}
