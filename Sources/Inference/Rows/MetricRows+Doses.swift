internal import Diagnostics
internal import Planning
internal import Statistics
internal import SummarySQL
internal import Terms

extension MetricRows {
  /// What a curve is fitted to: sums per dose where these are enough, else rows with their covariates and clusters.
  ///
  /// - Parameter cells: of the metric, per variant.
  /// - Throws: `tooManyRows` where rows are needed and not held.
  func doses(hasColumn: Bool, _ cells: [MetricCell]) throws(NotEstimable) -> [DoseRow] {
    let isProbability = metric.isProbability
    let ofVariants = plan.variants.map { $0.dose ?? .nan }
    guard metric.rows != .none else {
      return zip(ofVariants, cells).compactMap { dose, cell in
        let n = Double(cell.moments.count)
        guard n > 0 else { return nil }
        let sum = cell.moments.mean[0] * n
        return isProbability
          ? DoseRow(dose: dose, trials: n, successes: min(n, max(0, sum.rounded())))
          : DoseRow(dose: dose, count: n, sum: sum, spread: cell.moments.products[0, 0])
      }
    }
    guard let rows else { throw .tooManyRows }
    let covariates = RowCovariates(plan, index, groups)
    let ofGroups = rows.groups.map(covariates.constants(of:))
    let clusters = metric.rows == .unitsOfClusters ? rows.numberOfKey : Array(rows.keys.indices)
    let single = rows.values.indices.map { row in
      let values = rows.values[row]
      return DoseRow(
        dose: hasColumn ? shortest(values[1], within: rows.resolutions[1]) : ofVariants[rows.arms[row]],
        covariates: ofGroups[rows.group[row]](values),
        // The rows of clusters hold their total and their units.
        count: metric.isClustered && metric.rows != .unitsOfClusters ? values[1] : 1, sum: values[0],
        cluster: clusters[row])
    }
    return isProbability && !metric.isClustered ? Self.merged(single) : single
  }

  /// Trials of the same dose and covariates as one row, which makes a fit of many units a fit of few rows.
  private static func merged(_ rows: [DoseRow]) -> [DoseRow] {
    var positions: [[Double]: Int] = [:]
    var sums: [(row: DoseRow, trials: Double, successes: Double)] = []
    for row in rows {
      let key = [row.dose] + row.covariates
      if let position = positions[key] {
        sums[position].trials += 1
        sums[position].successes += row.sum
      } else {
        positions[key] = sums.count
        sums.append((row, 1, row.sum))
      }
    }
    return sums.map {
      DoseRow(dose: $0.row.dose, covariates: $0.row.covariates, trials: $0.trials, successes: $0.successes)
    }
  }
}

/// The shortest decimal that is close to a number: what the file contains, if a scaling has rounded it.
///
/// A dose is shown and compared by its value, as outcomes are not.
private func shortest(_ value: Double, within distance: Double) -> Double {
  guard distance > 0 else { return value }
  var power = 1.0
  while power <= 1e15 {
    let rounded = (value * power).rounded() / power
    if abs(rounded - value) <= distance { return rounded }
    power *= 10
  }
  return value
}

extension KeptRows {
  /// The number of each row's key among the different keys, which stand together.
  fileprivate var numberOfKey: [Int] {
    var (numbers, last): ([Int], Int) = ([], -1)
    for row in keys.indices {
      if row == 0 || keys[row] != keys[row - 1] { last += 1 }
      numbers.append(last)
    }
    return numbers
  }
}
