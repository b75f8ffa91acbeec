internal import Planning
internal import Specification
internal import Statistics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The rows of analysis of one population: what an engine makes of a table, in a few loops.
struct RowVectors {
  /// Coordinates of one row after the other.
  private(set) var values: [Double]
  let dimension: Int
  /// Of each row of analysis.
  let arm: [Int]
  let stratum: [Int]

  var count: Int { arm.count }

  /// - Parameter thresholds: the raw quantiles of the variants, where a coordinate asks for them.
  init(
    _ plan: AnalysisPlan, _ population: Planning.Population, _ rows: SimulatedRows, columns: [String],
    thresholds: [PlannedQuantile: [Double?]], influences: [String: [SurvivalInfluence?]] = [:]
  ) {
    let readers = population.coordinates.map { term in
      RowReader(
        term, columns: columns, thresholds: term.quantile.flatMap { thresholds[$0] } ?? [],
        influences: term.column.flatMap { influences[$0] })
    }
    let outcomes = population.terms.count
    dimension = readers.count
    let ofRow = plan.source.cluster == nil ? rows.unit : rows.cluster
    let count = (ofRow.last ?? -1) + 1
    var values = [Double](repeating: 0, count: count * dimension)
    var (arm, stratum) = ([Int](repeating: 0, count: count), [Int](repeating: 0, count: count))
    for row in 0..<rows.count {
      let analyzed = ofRow[row]
      arm[analyzed] = rows.arm[row]
      stratum[analyzed] = rows.stratum[row]
      // Events add up; what is known of their unit is counted once.
      let isFirst = row == 0 || rows.unit[row] != rows.unit[row - 1]
      for (coordinate, reader) in readers.enumerated() where coordinate < outcomes || isFirst {
        values[analyzed * dimension + coordinate] += reader.value(rows, row)
      }
    }
    (self.values, self.arm, self.stratum) = (values, arm, stratum)
  }

  subscript(row: Int, coordinate: Int) -> Double { values[row * dimension + coordinate] }
}

/// How one coordinate is read from a row of the table.
private struct RowReader {
  private enum Source {
    case outcome(Int)
    case earlier
    case one
    /// What a unit adds to the error of its variant's curve.
    case influence([SurvivalInfluence?])
    /// 1 where the outcome is at most its variant's threshold, or strictly below it.
    case share(thresholds: [Double], isStrict: Bool)
  }

  private let source: Source
  private let takesLogarithm: Bool
  private let cut: PlannedTerm.Cut?

  init(_ term: PlannedTerm, columns: [String], thresholds: [Double?], influences: [SurvivalInfluence?]?) {
    takesLogarithm = term.rule == .logarithm
    cut = term.cut
    switch term.input {
    case .one: source = .one
    case .share(_, let isStrict): source = .share(thresholds: thresholds.map { $0 ?? .nan }, isStrict: isStrict)
    case .column where influences != nil: source = .influence(influences ?? [])
    case .column(let name): source = columns.firstIndex(of: name).map(Source.outcome) ?? .earlier
    case .threshold, .expression, .events: preconditionFailure("no cell of the matrix has an expression or events")
    }
  }

  func value(_ rows: SimulatedRows, _ row: Int) -> Double {
    let raw: Double
    switch source {
    case .one: return 1
    case .earlier: return rows.earlier[row]
    case .influence(let curves):
      return curves[rows.arm[row]]?.value(time: rows.outcomes[0][row], isEvent: rows.outcomes[1][row] == 1) ?? 0
    case .outcome(let column): raw = rows.outcomes[column][row]
    case .share(let thresholds, let isStrict):
      let (value, threshold) = (rows.outcomes[0][row], thresholds[rows.arm[row]])
      return (isStrict ? value < threshold : value <= threshold) ? 1 : 0
    }
    let value = takesLogarithm ? log(raw) : raw
    switch cut {
    case nil: return value
    case .upTo(let cap): return min(value, cap)
    case .above(let cap): return max(value - cap, 0)
    }
  }
}
