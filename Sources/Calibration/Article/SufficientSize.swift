/// From which size on a method may be relied upon: an answer nearly always, and hardly more errors than promised.
package struct SufficientSize {
  /// Errors that are tolerated: a fifth more than the nominal 5 %.
  package static let tolerated = 0.06
  /// Experiments that may stay without an answer.
  package static let unanswered = 0.05

  /// The smallest allocation from which on all in the list are good; nil where the largest is not.
  ///
  /// - Parameter cells: of one method, by size in ascending order, then by lift.
  package static func find(_ cells: [(allocation: Allocation, byLift: [CalibrationCell])]) -> Allocation? {
    var sufficient: Allocation?
    for (allocation, byLift) in cells.reversed() {
      guard isGood(byLift) else { break }
      sufficient = allocation
    }
    return sufficient
  }

  private static func isGood(_ byLift: [CalibrationCell]) -> Bool {
    byLift.enumerated().allSatisfy { index, cell in
      cell.missed.isKnown && cell.unanswered.value <= unanswered && cell.missed.value <= tolerated
        && (index > 0 || cell.rejected.value <= tolerated)
    }
  }
}
