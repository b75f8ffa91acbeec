/// How far a result may be from its expected value (Methods/numerical-accuracy, "Tolerances of the tests").
package enum Tolerance {
  /// Closed forms: a relative error.
  package static let closedForm = 1e-9
  /// Roots and quadratures: a relative error.
  package static let root = 1e-6
  /// p-values: an absolute error, or the relative one, whichever is larger.
  package static let pValueAbsolute = 1e-8
  package static let pValueRelative = 1e-6
  /// Simulations: standard errors.
  package static let monteCarloErrors = 4.0
}

/// Whether two p-values agree to the tolerance of p-values.
package func isCloseP(_ actual: Double, _ expected: Double) -> Bool {
  isClose(actual, expected, relative: Tolerance.pValueRelative, absolute: Tolerance.pValueAbsolute)
}
