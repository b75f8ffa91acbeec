package import Statistics

/// The size of an effect, on the scale that the user chose.
public enum Amount: Sendable, Equatable {
  /// A fraction of the control's value: `"5%"` is 0.05.
  case relative(Double)
  /// An amount in the metric's own unit.
  case absolute(Double)
  /// Percentage points of a probability, as a difference of probabilities: `"0.5pp"` is 0.005.
  case percentagePoints(Double)
}

extension Amount {
  /// The scale that it is on.
  package var estimand: Estimand {
    switch self {
    case .relative: .relative
    case .absolute, .percentagePoints: .absolute
    }
  }

  /// A fraction of the control's value, or an amount in the metric's unit.
  package var size: Double {
    switch self {
    case .relative(let value), .absolute(let value), .percentagePoints(let value): value
    }
  }
}
