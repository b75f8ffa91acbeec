/// How a family of statistics is compared with its largest one.
package enum StepwiseTest: String, Sendable, CaseIterable {
  /// Each statistic is compared with the largest of all: intervals belong to it.
  case singleStep = "single-step"
  /// Each statistic is compared with the largest of those not yet rejected: rejects at least as much.
  case stepDown = "step-down"
}

extension Alternative {
  /// How far a statistic lies on the side that is tested.
  func extremity(_ statistic: Double) -> Double {
    switch self {
    case .twoSided: abs(statistic)
    case .greater: statistic
    case .less: -statistic
    }
  }
}

/// The positions of a family from the most extreme statistic to the least; ties by position, no statistic last.
func orderOfExtremity(_ extremities: [Double?]) -> [Int] {
  extremities.indices.sorted { left, right in
    let (a, b) = (extremities[left] ?? -.infinity, extremities[right] ?? -.infinity)
    if a != b { return a > b }
    let (missingLeft, missingRight) = (extremities[left] == nil, extremities[right] == nil)
    return missingLeft != missingRight ? missingRight : left < right
  }
}
