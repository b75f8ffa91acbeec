internal import Planning
internal import Statistics

/// What each row of a metric adds to the value of its arm, as a function of the scaled integers that stand for the row.
struct InfluenceForms: Sendable {
  /// Of each arm, by the group of a row.
  private let forms: [RowGroup: [AffineForm?]]

  init(
    _ influence: UnitInfluence, _ plan: AnalysisPlan, _ index: Int, _ groups: [SummaryGroup],
    _ scalings: [PlannedTerm: Scaling]
  ) {
    let rows = RowForms(plan, index, groups)
    let scales = plan.metrics[index].population.coordinates.map { scalings[$0] }
    var forms: [RowGroup: [AffineForm?]] = [:]
    for group in groups.map({ RowGroup(keys: $0.keys, missing: $0.missing) }) {
      guard let stratum = rows.stratum(of: group) else { continue }
      forms[group] = plan.variants.indices.map { arm in
        influence.form(arm: arm, stratum: stratum).map { rows.form($0, of: group).ofIntegers(scales) }
      }
    }
    self.forms = forms
  }

  /// The function of each arm's rows in a group; nil for a group of rows that are not analyzed.
  subscript(group: RowGroup) -> [AffineForm?]? { forms[group] }
}

extension AffineForm {
  /// The value of a row whose coordinates stand in columns.
  func callAsFunction(_ columns: [[Int64]], _ row: Int) -> Double {
    coefficients.indices.reduce(constant) { $0 + coefficients[$1] * (Double(columns[$1][row]) - center[$1]) }
  }

  /// The function of the integers that stand for values.
  ///
  /// - Parameter scalings: of each coordinate; nil where an integer is the value.
  fileprivate func ofIntegers(_ scalings: [Scaling?]) -> AffineForm {
    let origin = scalings.map { $0?.value(of: 0) ?? 0 }
    return AffineForm(
      coefficients: zip(coefficients, scalings).map { $0 * ($1?.unit ?? 1) },
      center: [Double](repeating: 0, count: scalings.count), constant: self(origin))
  }
}
