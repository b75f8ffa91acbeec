/// The parts of the covariance that cells share: the estimated covariate means, the estimated slopes, the estimated shares of
/// the strata (Methods/adjusted-means, "Joint covariance": Ω_x, Ω_lev, Ω_btw).
struct SharedCovariance {
  /// The covariance of each pair of arms.
  let blocks: [[Matrix]]

  init(_ fit: SlopeFit, _ means: [[Double]]) {
    let moments = fit.moments
    let (q, k) = (moments.outcomes, moments.covariates)
    let spreads = moments.strata.map { stratum in
      (1 / max(1, fit.stratumSizes[stratum] - Double(moments.arms.count)))
        * moments.arms.reduce(Matrix(zero: k, k)) { $0 + fit[$1, stratum].xx }
    }
    let noises = fit.slopes.indices.map { group -> (scale: Matrix, inverse: Matrix) in
      var residuals = Matrix(zero: q, q)
      for arm in moments.arms {
        for stratum in moments.strata where fit[arm, stratum].group == group {
          residuals = residuals + fit[arm, stratum].residuals
        }
      }
      let freedom = max(1, fit.groupSizes[group] - Double(fit.groupCells[group]) - Double(k))
      return ((1 / freedom) * residuals, solve(fit.groupProducts[group], Matrix(k, k) { $0 == $1 ? 1 : 0 }))
    }

    func estimatedCenters(_ a: Int, _ b: Int) -> Matrix {
      moments.strata.reduce(Matrix(zero: q, q)) { sum, stratum in
        let (left, right) = (fit[a, stratum], fit[b, stratum])
        let (ofLeft, ofRight) = (fit.slopes[left.group], fit.slopes[right.group])
        let share = fit.shares[stratum]
        let terms =
          ofLeft.transposed * spreads[stratum] * ofRight + left.slack.transposed * ofRight
          + ofLeft.transposed * right.slack
        return sum + (share * share / fit.stratumSizes[stratum]) * terms
      }
    }
    func estimatedSlopes(_ a: Int, _ b: Int) -> Matrix {
      var sum = Matrix(zero: q, q)
      for s in moments.strata {
        for t in moments.strata where fit[a, s].group == fit[b, t].group {
          let noise = noises[fit[a, s].group]
          let leverage = noise.inverse.bilinear(fit[a, s].distance, fit[b, t].distance)
          sum = sum + (fit.shares[s] * fit.shares[t] * leverage) * noise.scale
        }
      }
      return sum
    }
    func estimatedShares(_ a: Int, _ b: Int) -> Matrix {
      Matrix(q, q) { i, j in
        moments.strata.reduce(0) { sum, s in
          sum + fit.shares[s] * (fit[a, s].mean[i] - means[a][i]) * (fit[b, s].mean[j] - means[b][j])
        } / fit.rows
      }
    }
    blocks = moments.arms.map { a in
      moments.arms.map { b in
        let regression = k == 0 ? Matrix(zero: q, q) : estimatedCenters(a, b) + estimatedSlopes(a, b)
        return moments.strata.count == 1 ? regression : regression + estimatedShares(a, b)
      }
    }
  }
}
