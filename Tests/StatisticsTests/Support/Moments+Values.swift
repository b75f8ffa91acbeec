import Statistics

extension Moments {
  /// The cell of a single column.
  init(values: [Double]) { self.init(rows: values.map { [$0] }, dimension: 1) }
}
