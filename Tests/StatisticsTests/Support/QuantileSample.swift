import Statistics

/// Values of one variant by unit, and what an engine would give of them: moments around the raw quantile, values at ranks.
struct QuantileSample {
  /// Per unit, its values and its covariates.
  let units: [(values: [Double], covariates: [Double])]

  init(_ units: [[Double]], covariates: [[Double]]? = nil) {
    self.units = units.enumerated().map { ($1, covariates?[$0] ?? []) }
  }

  var sorted: [Double] { units.flatMap(\.values).sorted() }

  /// Every value by its rank.
  var ranked: RankedValues {
    let sorted = sorted
    return RankedValues(
      count: sorted.count, values: Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($0 + 1, $1) }))
  }

  func moments(_ probability: Double) -> Moments {
    let sorted = sorted
    let quantile = sorted.isEmpty ? 0 : sorted[RankedValues.rank(at: probability, of: sorted.count) - 1]
    let dimension = 3 + (units.first?.covariates.count ?? 0)
    var sums = Array(repeating: 0.0, count: dimension)
    var products = Array(repeating: sums, count: dimension)
    for unit in units {
      var row = [0, Double(unit.values.count), 0] + unit.covariates
      for value in unit.values {
        row[0] += value <= quantile ? 1 : 0
        row[2] += value < quantile ? 1 : 0
      }
      for i in 0..<dimension {
        sums[i] += row[i]
        for j in 0...i { products[i][j] += row[i] * row[j] }
      }
    }
    let n = Double(max(1, units.count))
    return Moments(
      count: units.count, mean: sums.map { $0 / n },
      products: SymmetricMatrix(dimension: dimension) { i, j in
        let centered = products[max(i, j)][min(i, j)] - sums[i] * sums[j] / n
        return i == j ? max(0, centered) : centered
      })
  }

  /// The comparison of the first of several samples with another.
  static func compare(
    _ samples: [QuantileSample], _ probability: Double, _ contrast: Contrast = Contrast(control: 0, variant: 1)
  ) -> Estimate {
    let moments = StratifiedMoments(cells: samples.map { [$0.moments(probability)] }, outcomes: 3)
    return WoodruffMover(probability: probability).estimate(RankedSample(moments, samples.map(\.ranked)), contrast)
  }
}
