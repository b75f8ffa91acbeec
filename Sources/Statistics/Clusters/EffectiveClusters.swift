extension Moments {
  /// G* = (Σd)²/Σd² of rows that are clusters, whose second coordinate d is their size: equal clusters that would be worth as
  /// much; 0 without any.
  ///
  /// - Note: C. A. Carter, K. T. Schnepel, D. G. Steigerwald (2017), *REStat* 99, 698-709;
  ///   Methods/clusters, "Few or unequal clusters".
  package var effectiveClusters: Double {
    guard count > 0, mean.count > 1 else { return 0 }
    let n = Double(count)
    let squares = products[1, 1] / n + mean[1] * mean[1]
    return squares > 0 ? n * (mean[1] * mean[1] / squares) : 0
  }
}
