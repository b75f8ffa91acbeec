internal import Statistics

/// Whether a metric got worse on a comparison: a one-sided test against its good direction, with the others of its family
/// taken into account (Methods/decision, "Harm").
///
/// This alone gives the word "worse", in a table, a sentence, a decision and an exit code alike.
package struct Harm: Sendable, Equatable {
  /// Of this test alone, in the bad direction; nil where there is no valid test.
  package let pValue: Double?
  /// With the other tests of the family taken into account (Holm).
  package let adjustedP: Double?
  /// The error of the family.
  package let alpha: Double
  /// How many tests the family has.
  package let familySize: Int
  /// Whether all units together show what strata by the day of exposure do not.
  package private(set) var dependsOnDays = false

  package init(pValue: Double?, adjustedP: Double?, alpha: Double, familySize: Int) {
    (self.pValue, self.adjustedP, self.alpha, self.familySize) = (pValue, adjustedP, alpha, familySize)
  }

  package var isFound: Bool { isSignificant && !dependsOnDays }

  private var isSignificant: Bool { adjustedP.map { $0 < alpha } ?? false }

  /// The same, where it is found by day as well, as far as that has an answer.
  func asked(byDay other: Harm?) -> Harm {
    var harm = self
    harm.dependsOnDays = isSignificant && (other.map { $0.pValue != nil && !$0.isFound } ?? false)
    return harm
  }
}
