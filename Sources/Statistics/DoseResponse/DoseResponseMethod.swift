/// The comparison of two doses along a curve, in place of a comparison of variants.
///
/// A curve is fitted to rows, or to sums per dose, by `DoseCurve`; the moments of variants have no part in it.
package struct DoseResponseMethod: Sendable {
  package let model: DoseModel
  /// Whether the curve is one of log odds.
  package let isLogistic: Bool
  /// The column with each unit's dose; nil where the variants have doses.
  package let column: String?
  /// The doses whose outcomes are compared: the effect is that of `to` relative to `from`.
  package let from: Double
  package let to: Double

  package init(_ model: DoseModel, isLogistic: Bool, column: String?, from: Double, to: Double) {
    (self.model, self.isLogistic, self.column) = (model, isLogistic, column)
    (self.from, self.to) = (from, to)
  }

  /// What the dose is called.
  package var dose: String { column ?? "dose" }

  package var method: String {
    switch (model, isLogistic) {
    case (.spline, true): "logistic-spline"
    case (.spline, false): "linear-spline"
    case (_, true): "logistic"
    case (.trend, false), (.linear, false), (.logistic, false): "linear"
    }
  }

  package var description: String {
    let curve =
      switch model {
      case .trend, .linear, .logistic: "a line"
      case .spline: "a restricted cubic spline"
      }
    let trend = model == .trend ? "; the Cochran-Armitage test for a trend" : ""
    return isLogistic
      ? "logistic regression on \(curve) of the dose; predictions are means over all units, and one statistic of the log odds decides about every scale"
      : "least squares on \(curve) of the dose with errors of unequal variance; predictions are means over all units\(trend)"
  }

  package var link: DoseLink { isLogistic ? .logit : .identity }

  /// The shape for these doses.
  ///
  /// - Throws: `collinear` with fewer than three doses for a spline.
  package func shape(for rows: [DoseRow]) throws(NotEstimable) -> DoseShape {
    switch model {
    case .trend, .linear, .logistic: .line
    case .spline: .spline(try RestrictedCubicSpline(quantilesOf: rows.map { ($0.dose, $0.count) }))
    }
  }
}

extension Estimate {
  /// Two doses of one curve.
  ///
  /// - Parameter isProbability: whether outcomes are 0 or 1; a curve that leaves that range does not describe them.
  package init(
    _ curve: Result<DoseCurve, NotEstimable>, units: Int, _ method: DoseResponseMethod, isProbability: Bool
  ) {
    func prediction(_ curve: DoseCurve, at dose: Double) throws(NotEstimable) -> DosePrediction {
      let prediction = try curve.prediction(at: dose)
      guard !isProbability || (0...1).contains(prediction.value.value) else { throw .outsideRange }
      return prediction
    }
    func arm(_ dose: Double) -> Result<ArmEvidence, NotEstimable> {
      curve.flatMap { curve in
        Result { () throws(NotEstimable) in .predicted(try prediction(curve, at: dose)) }
      }
    }
    self.init(
      method: method.method, counts: (units, units), control: arm(method.from), variant: arm(method.to),
      evidence: curve.flatMap { curve in
        Result { () throws(NotEstimable) in
          for dose in [method.from, method.to] { _ = try prediction(curve, at: dose) }
          return try curve.comparison(from: method.from, to: method.to)
        }
      })
  }
}
