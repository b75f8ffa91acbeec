import Statistics

/// The one look of an experiment with a fixed horizon.
let fixedLook = Look(FixedHorizon(), at: .complete)

func fixedBoundary(alpha: Double, alternative: Alternative) -> any Boundary {
  FixedHorizon().boundary(for: DesignQuestion(alternative, error: alpha))
}

/// The boundary with a tail of that size on each tested side.
func fixedBoundary(tail: Double) -> any Boundary { fixedBoundary(alpha: tail, alternative: .greater) }

extension ReplicateEvidence {
  /// By the one door of all evidence.
  func pValue(_ null: NullValue, on estimand: Estimand = .absolute, alternative: Alternative) throws -> Double {
    let boundary = fixedBoundary(alpha: 0.05, alternative: alternative)
    return try Evidence.replicates(self).test(null, on: estimand, alternative: alternative, boundary).pValue
  }

  func interval(on estimand: Estimand, _ boundary: any Boundary) throws(NotEstimable) -> Interval {
    try Evidence.replicates(self).interval(on: estimand, boundary)
  }
}
