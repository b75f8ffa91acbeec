package import Statistics

/// An estimator on one scale: what a user would call a method.
package struct CalibratedMethod: Sendable {
  /// The method in the words of a heading.
  package let name: String
  package let estimator: any Estimator<StratifiedMoments>
  package let estimand: Estimand

  package init(_ name: String, _ estimator: any Estimator<StratifiedMoments>, _ estimand: Estimand) {
    self.name = name
    self.estimator = estimator
    self.estimand = estimand
  }

  /// The key of the estimator as the list of estimators has it.
  package var estimatorKey: String { type(of: estimator).key }
}
