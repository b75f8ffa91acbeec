/// The totals of all variants, and how they vary between cells and between clusters.
struct CellFit {
  /// What is measured, or what it is made of.
  enum Part: Int, CaseIterable {
    case value
    /// The numerator per unit.
    case numerator
    case denominator
  }

  /// Σ_ab of each part, and of each variant the covariance of its numerator and its denominator.
  struct Spread {
    fileprivate var parts: [[[Double]]]
    fileprivate(set) var between: [Double]

    subscript(part: Part) -> [[Double]] { parts[part.rawValue] }

    /// How much the differences from the first variant vary, over all others.
    fileprivate var ofDifferences: Double {
      let own = parts[0]
      return own.indices.dropFirst().reduce(0) { $0 + own[0][0] + own[$1][$1] - 2 * own[0][$1] }
    }

    fileprivate static func combined(_ left: Spread, _ right: Spread, less both: Spread) -> Spread {
      var result = left
      for part in left.parts.indices {
        for i in left.parts[part].indices {
          for j in left.parts[part][i].indices {
            result.parts[part][i][j] += right.parts[part][i][j] - both.parts[part][i][j]
          }
        }
      }
      for i in left.between.indices { result.between[i] += right.between[i] - both.between[i] }
      return result
    }

    fileprivate var isProper: Bool { parts.allSatisfy { part in part.indices.allSatisfy { part[$0][$0] >= 0 } } }
  }

  private let rows: [CellTotals]
  private let arms: Int
  private let functional: Functional
  /// The units of each variant, and the totals of its numerator and denominator.
  private let totals: [(units: Double, numerator: Double, denominator: Double)]
  /// Units of each cell.
  private let sizes: [Double]
  private let clusters: Int

  init(_ rows: [CellTotals], arms: Int, _ functional: Functional) {
    self.rows = rows
    self.arms = arms
    self.functional = functional
    var totals = Array(repeating: (units: 0.0, numerator: 0.0, denominator: 0.0), count: arms)
    var units: [Int?: Double] = [:]
    for row in rows {
      totals[row.arm].units += Double(row.units)
      totals[row.arm].numerator += row.sums[0]
      totals[row.arm].denominator += Self.denominator(row, functional)
      units[row.cell, default: 0] += Double(row.units)
    }
    self.totals = totals
    sizes = units.values.sorted()
    clusters = Set(rows.compactMap(\.cluster)).count
  }

  private static func denominator(_ row: CellTotals, _ functional: Functional) -> Double {
    functional == .ratio ? row.sums[1] : Double(row.units)
  }

  var cells: Int { sizes.count }

  /// G* = (Σn)²/Σn².
  var effectiveCells: Double {
    let (sum, squares) = (sizes.reduce(0, +), sizes.reduce(0) { $0 + $1 * $1 })
    return squares > 0 ? sum * sum / squares : 0
  }

  /// At least 1: below it no t distribution has a mean.
  var degreesOfFreedom: Double {
    let ofCells = effectiveCells - 1
    return max(1, clusters == 0 ? ofCells : min(ofCells, Double(clusters - arms)))
  }

  func value(_ arm: Int, _ part: Part) throws(NotEstimable) -> Double {
    let own = totals[arm]
    guard own.units > 0 else { throw .emptyArm }
    switch part {
    case .value:
      guard own.denominator != 0 else { throw .denominatorZero }
      return own.numerator / own.denominator
    case .numerator: return own.numerator / own.units
    case .denominator: return own.denominator / own.units
    }
  }

  /// nil where a single cell, or a single cluster, has everything.
  var spread: Spread? {
    guard let ofCells = spread({ [$0.cell.map(String.init)] }) else { return nil }
    guard clusters > 0 else { return ofCells }
    guard let ofClusters = spread({ [$0.cluster] }),
      let ofBoth = spread({ [$0.cell.map(String.init), $0.cluster] })
    else { return nil }
    let combined = Spread.combined(ofCells, ofClusters, less: ofBoth)
    let larger = ofCells.ofDifferences >= ofClusters.ofDifferences ? ofCells : ofClusters
    return combined.isProper && combined.ofDifferences >= larger.ofDifferences ? combined : larger
  }

  private func spread(_ group: (CellTotals) -> [String?]) -> Spread? {
    var positions: [[String?]: Int] = [:]
    // Per group: of each variant, what its units add to each part.
    var influences: [[[Double]]] = []
    for row in rows {
      let key = group(row)
      let position = positions[key, default: influences.count]
      if position == influences.count {
        positions[key] = position
        influences.append(Part.allCases.map { _ in Array(repeating: 0, count: arms) })
      }
      for part in Part.allCases { influences[position][part.rawValue][row.arm] += influence(row, part) }
    }
    guard influences.count > 1 else { return nil }
    let factor = Double(influences.count) / Double(influences.count - 1)
    func product(_ left: Part, _ a: Int, _ right: Part, _ b: Int) -> Double {
      factor * influences.reduce(0) { $0 + $1[left.rawValue][a] * $1[right.rawValue][b] }
    }
    let all = 0..<arms
    return Spread(
      parts: Part.allCases.map { part in all.map { a in all.map { b in product(part, a, part, b) } } },
      between: all.map { product(.numerator, $0, .denominator, $0) })
  }

  /// How much a row moves its variant's value; all of a variant's sum to zero.
  private func influence(_ row: CellTotals, _ part: Part) -> Double {
    let own = totals[row.arm]
    let denominator = Self.denominator(row, functional)
    switch part {
    case .value:
      return own.denominator == 0
        ? 0 : (row.sums[0] - own.numerator / own.denominator * denominator) / own.denominator
    case .numerator: return (row.sums[0] - own.numerator / own.units * Double(row.units)) / own.units
    case .denominator: return (denominator - own.denominator / own.units * Double(row.units)) / own.units
    }
  }
}
