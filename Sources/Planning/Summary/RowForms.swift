package import Statistics

/// Affine functions of an estimator's row vectors as functions of the numbers that a row of the source has.
///
/// What the source need not know is constant in a group: the means in the place of missing covariates, and the columns for what
/// is missing and for categories.
package struct RowForms {
  private let constants: GroupConstants
  /// The numbers of a row, and the last outcome where it is what exceeds a cap.
  private let (dimension, excess): (Int, Int?)
  /// The keys of each stratum.
  private let strata: [[String?]]

  /// - Parameter groups: of all units, or of a segment.
  package init(_ plan: AnalysisPlan, _ index: Int, _ groups: [SummaryGroup]) {
    let metric = plan.rowVectors[index]
    let own = groups.map { MetricGroup($0, index) }
    constants = GroupConstants(plan, index, own.filter(\.hasUnits))
    (dimension, excess) = (metric.population.coordinates.count, metric.cap == nil ? nil : metric.outcomes - 1)
    var keys: [[String?]] = []
    for group in own {
      let key = Array(group.rows.keys.prefix(plan.grouping.strata))
      if !keys.contains(key) { keys.append(key) }
    }
    strata = keys
  }

  /// The position of a group's stratum among those of `MetricTable`.
  package func stratum(of group: RowGroup) -> Int? {
    strata.firstIndex { $0.elementsEqual(group.keys.prefix($0.count)) }
  }

  /// The function of the numbers of rows in a group.
  package func form(_ form: AffineForm, of group: RowGroup) -> AffineForm {
    let none = SymmetricMatrix(zero: dimension)
    func completed(_ value: Double) -> [Double] {
      let row = Moments(count: 1, mean: Array(repeating: value, count: dimension), products: none)
      return constants.complete(row, group).mean
    }
    let (zeros, ones) = (completed(0), completed(1))
    var (coefficients, center) = ([Double](repeating: 0, count: dimension), [Double](repeating: 0, count: dimension))
    var constant = form.constant
    for (position, coordinate) in zeros.indices.filter({ $0 != excess }).enumerated() {
      let (slope, middle) = (form.coefficients[position], form.center[position])
      if zeros[coordinate] == ones[coordinate] {
        constant += slope * (zeros[coordinate] - middle)
      } else {
        (coefficients[coordinate], center[coordinate]) = (slope, middle)
      }
    }
    return AffineForm(coefficients: coefficients, center: center, constant: constant)
  }
}
