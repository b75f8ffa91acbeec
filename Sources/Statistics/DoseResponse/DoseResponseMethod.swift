/// The comparison of two doses along a curve, in place of a comparison of variants.
///
/// A curve is fitted to rows, or to sums per dose, by `DoseCurve`; of the moments of variants this method knows nothing.
package struct DoseResponseMethod: Estimator {
  package static let key = "dose-response"

  package enum Shape: String, Sendable {
    case trend
    case line
    case spline
  }

  package let shape: Shape
  /// Whether the curve is one of log odds.
  package let isLogistic: Bool

  package init(shape: Shape, isLogistic: Bool) {
    self.shape = shape
    self.isLogistic = isLogistic
  }

  package var method: String {
    switch (shape, isLogistic) {
    case (.spline, true): "logistic-spline"
    case (.spline, false): "linear-spline"
    case (_, true): "logistic"
    case (.trend, false), (.line, false): "linear"
    }
  }

  package var description: String {
    let curve =
      switch shape {
      case .trend, .line: "a line"
      case .spline: "a restricted cubic spline"
      }
    let trend = shape == .trend ? "; the Cochran-Armitage test for a trend" : ""
    return isLogistic
      ? "logistic regression on \(curve) of the dose; predictions are means over all units, and their ratio is analyzed on the log scale"
      : "least squares on \(curve) of the dose with errors of unequal variance; predictions are means over all units, and their ratio is analyzed on the log scale\(trend)"
  }

  package var link: DoseLink { isLogistic ? .logit : .identity }

  /// The shape for these doses.
  ///
  /// - Throws: `collinear` with fewer than three doses for a spline.
  package func shape(for rows: [DoseRow]) throws(NotEstimable) -> DoseShape {
    switch shape {
    case .trend, .line: .line
    case .spline: .spline(try RestrictedCubicSpline(quantilesOf: rows.map { ($0.dose, $0.count) }))
    }
  }

  package func joint(_ moments: StratifiedMoments) -> JointValues {
    JointValues(
      arms: moments.arms.map { _ in .failure(.unread) },
      counts: moments.arms.map { arm in moments.cells[arm].reduce(0) { $0 + $1.count } },
      values: moments.arms.map { _ in .failure(.unread) },
      covariances: moments.arms.map { _ in moments.arms.map { _ in 0 } }, freedom: .independent)
  }

  package func estimate(_ moments: StratifiedMoments, _ contrast: Contrast) -> Estimate {
    let joint = joint(moments)
    return Estimate(
      method: method, counts: (joint.count(contrast.control), joint.count(contrast.variant)),
      control: .failure(.unread), variant: .failure(.unread), evidence: .failure(.unread))
  }
}

extension Estimate {
  /// Two doses of one curve.
  package init(_ curve: Result<DoseCurve, NotEstimable>, units: Int, method: String, from: Double, to: Double) {
    func arm(_ dose: Double) -> Result<ArmEvidence, NotEstimable> {
      curve.flatMap { curve in
        Result { () throws(NotEstimable) in .predicted(try curve.prediction(at: dose)) }
      }
    }
    self.init(
      method: method, counts: (units, units), control: arm(from), variant: arm(to),
      evidence: curve.flatMap { curve in
        Result { () throws(NotEstimable) in .normal(try curve.comparison(from: from, to: to)) }
      })
  }
}
