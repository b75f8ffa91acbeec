internal import Planning
internal import Statistics
internal import Terms

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The rows of analysis of one population: what an engine makes of a table, in a few loops.
struct RowVectors {
  /// Coordinates of one row after the other.
  private let values: [Double]
  let dimension: Int
  /// The variant of each row of analysis.
  let arm: [Int]
  let stratum: [Int]

  var count: Int { arm.count }

  /// The row vectors, given what is known of quantiles and of survival curves.
  init(_ plan: AnalysisPlan, _ population: Population, _ table: MemoryTable, _ known: Answers, _ scope: Scope) {
    let thresholds = known.thresholds(scope)
    // Of divisions only sums are compared.
    let influences = scope.isDivision ? [:] : known[Influences(scope)]
    self.init(plan, population, table) { term in
      RowReader(
        term, table, thresholds: term.quantile.flatMap { thresholds[$0] } ?? [],
        influences: term.column.flatMap { influences[$0] }.map { InfluenceColumns(plan, term, $0) })
    }
  }

  /// The row vectors of values alone, before any of that is known.
  init(_ plan: AnalysisPlan, _ population: Population, _ table: MemoryTable) {
    self.init(plan, population, table) { RowReader($0, table, thresholds: [], influences: nil) }
  }

  private init(
    _ plan: AnalysisPlan, _ population: Population, _ table: MemoryTable, reader: (PlannedTerm) -> RowReader
  ) {
    let readers = population.coordinates.map(reader)
    let outcomes = population.terms.count
    dimension = readers.count
    let ofRow = plan.source.cluster == nil ? table.unit : table.cluster
    let count = (ofRow.last ?? -1) + 1
    var values = [Double](repeating: 0, count: count * dimension)
    var (arm, stratum) = ([Int](repeating: 0, count: count), [Int](repeating: 0, count: count))
    for row in 0..<table.count {
      let analyzed = ofRow[row]
      arm[analyzed] = table.arm[row]
      stratum[analyzed] = table.stratum[row]
      // Events add up; what is known of their unit is counted once.
      let isFirst = row == 0 || table.unit[row] != table.unit[row - 1]
      for (coordinate, reader) in readers.enumerated() where coordinate < outcomes || isFirst {
        values[analyzed * dimension + coordinate] += reader.value(row, arm: table.arm[row])
      }
    }
    (self.values, self.arm, self.stratum) = (values, arm, stratum)
  }

  subscript(row: Int, coordinate: Int) -> Double { values[row * dimension + coordinate] }

  /// The largest magnitude of a coordinate.
  func largest(_ coordinate: Int) -> Double { (0..<count).reduce(0) { max($0, abs(self[$1, coordinate])) } }
}

/// How one coordinate is read from a row of the table.
private struct RowReader {
  private enum Source {
    case column([Double])
    case one
    /// What a unit adds to the error of its variant's curve.
    case influence([SurvivalInfluence?], times: [Double], ends: [Double])
    /// 1 where the value is at most its variant's threshold, or strictly below it.
    case share([Double], thresholds: [Double], isStrict: Bool)
  }

  private let source: Source
  private let takesLogarithm: Bool
  private let cut: PlannedTerm.Cut?

  init(_ term: PlannedTerm, _ table: MemoryTable, thresholds: [Double?], influences: InfluenceColumns?) {
    takesLogarithm = term.rule == .logarithm
    cut = term.cut
    switch term.input {
    case .one: source = .one
    case .share(let quantile, let isStrict):
      source = .share(
        table[quantile.term.soleColumn], thresholds: thresholds.map { $0 ?? .nan }, isStrict: isStrict)
    case .column(let name):
      source =
        influences.map { .influence($0.curves, times: table[$0.duration], ends: table[$0.occurrence]) }
        ?? .column(table[name])
    case .threshold, .expression, .events:
      preconditionFailure("expressions, and events that are counted, are not read in memory")
    }
  }

  func value(_ row: Int, arm: Int) -> Double {
    let raw: Double
    switch source {
    case .one: return 1
    case .influence(let curves, let times, let ends):
      return curves[arm]?.value(time: times[row], isEvent: ends[row] == 1) ?? 0
    case .share(let values, let thresholds, let isStrict):
      let (value, threshold) = (values[row], thresholds[arm])
      return (isStrict ? value < threshold : value <= threshold) ? 1 : 0
    case .column(let values): raw = values[row]
    }
    let value = takesLogarithm ? log(raw) : raw
    switch cut {
    case nil: return value
    case .upTo(let cap), .eachUpTo(let cap): return min(value, cap)
    case .above(let cap), .eachAbove(let cap): return max(value - cap, 0)
    }
  }
}

/// The curves of the variants, and where a unit's time and its end stand.
private struct InfluenceColumns {
  let curves: [SurvivalInfluence?]
  let duration: String
  let occurrence: String

  init(_ plan: AnalysisPlan, _ term: PlannedTerm, _ curves: [SurvivalInfluence?]) {
    guard let survival = plan.survivals.first(where: { $0.influence == term.column }) else {
      preconditionFailure("the influence values are of no curve of the plan")
    }
    self.curves = curves
    (duration, occurrence) = (survival.duration, survival.occurrence)
  }
}
