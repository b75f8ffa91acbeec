/// How many units of equal weight the units of a cell are worth: n_e = (Σd)²/Σd² of a ratio of totals y/d, and their number of a
/// mean.
///
/// A ratio's units without a denominator tell nothing of it, so that of 200 units of which ten bought an order value has ten.
///
/// - Note: L. Kish (1965), *Survey Sampling*, 11.7; Methods/deltas-and-ratios, "Effective units".
enum EffectiveUnits {
  /// - Precondition: the cell has rows.
  static func count(_ cell: Moments, _ functional: Functional) -> Double {
    let n = Double(cell.count)
    guard functional == .ratio else { return n }
    let square = cell.mean[1] * cell.mean[1]
    return n * (square / (square + cell.products[1, 1] / n))
  }
}
