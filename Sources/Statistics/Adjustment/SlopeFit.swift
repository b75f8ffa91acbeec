/// The regression of outcomes on covariates within slope groups, cell by cell (Methods/adjusted-means, "Formula").
struct SlopeFit {
  struct Cell {
    let group: Int
    let count: Int
    /// m_c = w̄_c − B'd_c.
    let mean: [Double]
    /// d_c = x̄_c − x̄_s.
    let distance: [Double]
    let ww: Matrix
    let xx: Matrix
    /// E_c, the residual products.
    let residuals: Matrix
    /// (S_xw − S_xx B)/(n − 1): what the cell's own slope differs by from its group's.
    let slack: Matrix
  }

  let moments: StratifiedMoments
  /// k × q slopes per group.
  let slopes: [Matrix]
  /// H_g per group.
  let groupProducts: [Matrix]
  let groupSizes: [Double]
  let groupCells: [Int]
  /// π_s.
  let shares: [Double]
  let stratumSizes: [Double]
  let rows: Double
  private let cells: [[Cell]]

  subscript(arm: Int, stratum: Int) -> Cell { cells[arm][stratum] }

  init(_ moments: StratifiedMoments, _ rule: SlopeRule) {
    let (q, k) = (moments.outcomes, moments.covariates)
    let arms = moments.arms
    func matrix(_ cell: Moments, _ rows: Range<Int>, _ columns: Range<Int>) -> Matrix {
      Matrix(rows.count, columns.count) { cell.products[rows.lowerBound + $0, columns.lowerBound + $1] }
    }
    let (ws, xs) = (0..<q, q..<(q + k))
    let groups = CovariateSelection.groups(moments, rule)
    var position: [Int: Int] = [:]
    for (index, group) in groups.enumerated() {
      for cell in group { position[cell.stratum * arms.count + cell.arm] = index }
    }
    let products = groups.map { group in
      group.reduce(Matrix(zero: k, k)) { $0 + matrix(moments.cells[$1.arm][$1.stratum], xs, xs) }
    }
    let slopes = zip(groups, products).map { group, products in
      solve(products, group.reduce(Matrix(zero: k, q)) { $0 + matrix(moments.cells[$1.arm][$1.stratum], xs, ws) })
    }
    let stratumSizes = moments.strata.map { stratum in
      arms.reduce(0) { $0 + Double(moments.cells[$1][stratum].count) }
    }
    let centers = moments.strata.map { stratum in
      xs.map { x in
        arms.reduce(0) { $0 + Double(moments.cells[$1][stratum].count) * moments.cells[$1][stratum].mean[x] }
          / stratumSizes[stratum]
      }
    }
    cells = arms.map { arm in
      moments.strata.map { stratum in
        let cell = moments.cells[arm][stratum]
        let group = position[stratum * arms.count + arm, default: 0]
        let slope = slopes[group]
        let distance = xs.map { cell.mean[$0] - centers[stratum][$0 - q] }
        let (ww, xw, xx) = (matrix(cell, ws, ws), matrix(cell, xs, ws), matrix(cell, xs, xs))
        let shift = (0..<q).map { i in (0..<k).reduce(0) { $0 + slope[$1, i] * distance[$1] } }
        let fitted = slope.transposed * xw
        return Cell(
          group: group, count: cell.count, mean: k == 0 ? Array(cell.mean[ws]) : ws.map { cell.mean[$0] - shift[$0] },
          distance: distance, ww: ww, xx: xx,
          residuals: k == 0 ? ww : ww - fitted - fitted.transposed + slope.transposed * xx * slope,
          slack: (1 / Double(max(1, cell.count - 1))) * (xw - xx * slope))
      }
    }
    self.moments = moments
    self.slopes = slopes
    self.stratumSizes = stratumSizes
    groupProducts = products
    groupSizes = groups.map { $0.reduce(0) { $0 + Double(moments.cells[$1.arm][$1.stratum].count) } }
    groupCells = groups.map(\.count)
    let rows = stratumSizes.reduce(0, +)
    self.rows = rows
    shares = stratumSizes.map { $0 / rows }
  }
}
