/// Z of a metric between two sets of the same rows, made of sums that are formed in place.
///
/// The rows are centered once at their common mean; the sums of the control are the total less those of the variant.
struct StudentizedContrast {
  private let functional: Functional
  private let center: [Double]
  /// [1, v, vv'] of each row, side by side.
  private let terms: [Double]
  private let total: [Double]

  /// - Precondition: rows are not empty and have the functional's dimension.
  init(rows: [[Double]], functional: Functional) {
    let dimension = functional.dimension
    self.functional = functional
    let center = (0..<dimension).map { column in rows.reduce(0) { $0 + $1[column] } / Double(rows.count) }
    self.center = center
    terms = rows.flatMap { row in
      let v = (0..<dimension).map { row[$0] - center[$0] }
      return [1] + v + v.indices.flatMap { i in (i..<dimension).map { v[i] * v[$0] } }
    }
    let width = 1 + dimension + dimension * (dimension + 1) / 2
    var total = [Double](repeating: 0, count: width)
    for index in terms.indices { total[index % width] += terms[index] }
    self.total = total
  }

  /// Z of the rows with label true against the others; nil where there is none.
  ///
  /// Two sets without variance are infinitely far apart, unless their values are the same.
  func statistic(_ isVariant: [Bool]) -> Double? {
    let width = total.count
    var variant = [Double](repeating: 0, count: width)
    for row in isVariant.indices where isVariant[row] {
      for sum in 0..<width { variant[sum] += terms[row * width + sum] }
    }
    guard let one = arm(variant), let zero = arm(variant.indices.map { total[$0] - variant[$0] }) else { return nil }
    let (difference, variance) = (one.value - zero.value, one.variance + zero.variance)
    if variance > 0 { return difference / variance.squareRoot() }
    return difference == 0 ? 0 : difference > 0 ? .infinity : -.infinity
  }

  private func arm(_ sums: [Double]) -> (value: Double, variance: Double)? {
    let (n, dimension) = (sums[0], center.count)
    guard n > 1 else { return nil }
    let shift = (0..<dimension).map { sums[1 + $0] / n }
    let mean = (0..<dimension).map { center[$0] + shift[$0] }
    guard let value = try? functional.value(at: mean), let gradient = try? functional.gradient(at: mean) else {
      return nil
    }
    var (form, scale, position) = (0.0, 0.0, 1 + dimension)
    for i in 0..<dimension {
      for j in i..<dimension {
        let times = (i == j ? 1.0 : 2.0) * gradient[i] * gradient[j]
        form += times * (sums[position] - n * shift[i] * shift[j])
        scale += abs(times * sums[position])
        position += 1
      }
    }
    // What rounding leaves of equal values is no variance.
    return (value, form > scale * 1e-13 ? form / ((n - 1) * n) : 0)
  }
}
