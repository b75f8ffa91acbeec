/// What the covariance of regression coefficients assumes of the errors.
package enum RegressionErrors: Sendable, Equatable {
  /// The model's own: binomial for a logistic regression, equal variances for a linear one.
  case model
  /// Units are independent and each has a variance of its own.
  case robust(LeverageCorrection)
  /// Units of one cluster belong together; the factor G/(G − 1) as elsewhere.
  case clustered

  /// How residuals are enlarged for having been fitted; h is the leverage of a unit.
  package enum LeverageCorrection: String, Sendable, CaseIterable {
    /// Residuals are not enlarged.
    case hc0
    /// Squares are enlarged by n/(n − k).
    case hc1
    /// Squares are enlarged by 1/(1 − h); with one group per dose this is the variance of each mean with n − 1.
    case hc2
    /// Squares are enlarged by 1/(1 − h)².
    case hc3
  }
}

/// The covariance A M A of coefficients: the inverse A of the information around the spread M of the scores.
///
/// - Note: H. White (1980), *Econometrica* 48, 817-838; J. G. MacKinnon, H. White (1985), *J. Econometrics* 29, 305-325;
///   K.-Y. Liang, S. L. Zeger (1986), *Biometrika* 73, 13-22; Methods/dose-response.
struct Sandwich {
  /// A.
  let bread: Matrix

  /// - Parameters:
  ///   - fitted: the expected outcome of a unit of each row.
  ///   - weights: of a unit of each row in the information, for its leverage.
  /// - Throws: `tooFew` where leverage leaves nothing of a residual, and with no more clusters than coefficients.
  func covariance(
    _ rows: [RegressionRow], fitted: [Double], weights: [Double], _ errors: RegressionErrors
  ) throws(NotEstimable) -> Matrix {
    let k = bread.rows
    switch errors {
    case .model: return bread
    case .robust(let correction):
      let n = rows.reduce(0) { $0 + $1.count }
      guard n > Double(k) else { throw .tooFew }
      var meat = Matrix(zero: k, k)
      for (index, row) in rows.enumerated() {
        let rest = 1 - weights[index] * bread.bilinear(row.terms, row.terms)
        let squares = row.squares(around: fitted[index])
        let enlarged: Double
        switch correction {
        case .hc0: enlarged = squares
        case .hc1: enlarged = squares * n / (n - Double(k))
        case .hc2, .hc3:
          // A unit that alone decides its own fit has no residual to enlarge.
          guard rest > Self.smallestRest else { throw .tooFew }
          enlarged = squares / (correction == .hc2 ? rest : rest * rest)
        }
        meat.add(enlarged, row.terms)
      }
      return bread * meat * bread
    case .clustered:
      var scores: [Int: [Double]] = [:]
      for (index, row) in rows.enumerated() {
        let rest = row.sum - row.count * fitted[index]
        scores[row.cluster, default: Array(repeating: 0, count: k)].add(rest, row.terms)
      }
      guard scores.count > k else { throw .tooFew }
      let factor = Double(scores.count) / Double(scores.count - 1)
      var meat = Matrix(zero: k, k)
      // In the order of the clusters, so that the last digit does not depend on a dictionary.
      for key in scores.keys.sorted() { meat.add(factor, scores[key] ?? []) }
      return bread * meat * bread
    }
  }

  private static let smallestRest = 1e-10
}

extension Matrix {
  /// Adds factor·v·v'.
  mutating func add(_ factor: Double, _ vector: [Double]) {
    for i in vector.indices {
      for j in vector.indices { self[i, j] += factor * vector[i] * vector[j] }
    }
  }

  static func identity(_ n: Int) -> Matrix { Matrix(n, n) { $0 == $1 ? 1 : 0 } }
}

extension [Double] {
  fileprivate mutating func add(_ factor: Double, _ vector: [Double]) {
    for index in indices { self[index] += factor * vector[index] }
  }
}
