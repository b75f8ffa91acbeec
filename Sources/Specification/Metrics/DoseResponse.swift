package import Diagnostics

/// What is asked about an outcome that changes with a dose.
package struct DoseResponse: Sendable, Equatable {
  /// The shape of the curve.
  package enum Model: String, Sendable, CaseIterable {
    /// A line through shares, tested by Cochran and Armitage.
    case trend
    /// A straight line.
    case linear
    /// A line on the scale of the log odds.
    case logistic
    /// A smooth curve: of log odds for shares, of the outcome itself for means.
    case spline
  }

  package let model: Model
  /// The column with each unit's dose; nil where the variants have doses.
  package let column: Positioned<String>?
  /// The doses whose outcomes are compared: the effect is that of `to` relative to `from`.
  package let from: Double
  package let to: Double
  /// Where `compare` stands.
  package let place: SourcePlace
  package let isProbability: Bool

  /// Whether the curve is one of log odds.
  package var isLogistic: Bool {
    switch model {
    case .trend, .linear: false
    case .logistic: true
    case .spline: isProbability
    }
  }
}
