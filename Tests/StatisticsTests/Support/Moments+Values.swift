import Statistics

extension Moments {
  /// The cell of a single column.
  init(values: [Double]) { self.init(rows: values.map { [$0] }, dimension: 1) }

  /// The cell without its third and fourth moments, so that Student's t stands whatever they are.
  var withoutShape: Moments { Moments(count: count, mean: mean, products: products, nonNegative: nonNegative) }
}
