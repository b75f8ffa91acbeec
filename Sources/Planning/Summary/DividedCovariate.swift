/// The units of each variant in parts of a covariate's values.
package struct DividedCovariate: Sendable, Equatable {
  package let column: String
  /// In rising order, each once; a part ends at each, and the last one has what lies above all.
  package let bounds: [Double]
  /// `units[part][variant]`; the last part is that of units without a value.
  package var units: [[Int]]

  package init(column: String, bounds: [Double], units: [[Int]]) {
    (self.column, self.bounds, self.units) = (column, bounds, units)
  }
}
