/// The rows of Methods/fixtures.
package enum Fixtures {
  /// F1: (y, d, x) per unit.
  package static let f1Control: [[Double]] = [
    [12, 4, 10], [9, 3, 8], [15, 5, 13], [7, 2, 9], [22, 6, 18], [18, 5, 17], [25, 8, 20], [16, 4, 14],
  ]
  package static let f1Variant: [[Double]] = [
    [14, 4, 12], [10, 3, 7], [17, 6, 13], [11, 2, 10], [27, 7, 19], [20, 5, 16], [30, 8, 22], [19, 6, 14],
  ]

  /// F2: (y, d) per cluster.
  package static let f2Control: [[Double]] = [[3, 40], [11, 55], [6, 62], [7, 30], [4, 48]]
  package static let f2Variant: [[Double]] = [[12, 50], [4, 35], [14, 60], [5, 45], [13, 52]]

  /// F3: y of 200 units, made by a hash (Methods/fixtures, "F3").
  package static func f3(_ arm: String, multiplier: Double) -> [[Double]] {
    (1...200).map { index in
      let key = "\(arm)-\(index)"
      let x = HashStream.exponential(seed: 7, key: key, draw: 1)
      return [(6 * x + 4 * HashStream.exponential(seed: 7, key: key, draw: 0)) * multiplier]
    }
  }
}
