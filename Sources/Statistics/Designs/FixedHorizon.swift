/// One look, when everything that was planned is in.
///
/// - Note: Methods/contrasts, "Critical values".
package struct FixedHorizon: Design {
  package static let name = "fixed"

  package init() {}

  /// Half of the error on each side, or all of it on the one side that is tested, however much is in.
  ///
  /// - Precondition: the error is less than 1, and than 1/2 where one side is tested.
  package func boundary(for question: DesignQuestion, at information: Information = .complete) -> any Boundary {
    StudentBoundary(tail: question.alternative == .twoSided ? question.error / 2 : question.error)
  }
}
