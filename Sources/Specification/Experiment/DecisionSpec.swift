import Diagnostics

/// The errors that a decision may make beside those of the metrics' own tests (Methods/decision, "Risks").
public struct DecisionSpec: Sendable, Equatable {
  /// Shared by the tests for deterioration.
  public let alphaDeterioration: Double
  /// The error of the checks that can make an experiment invalid.
  public let alphaQuality: Double

  static let standard = DecisionSpec(alphaDeterioration: 0.01, alphaQuality: 0.001)
}

extension KeyTable {
  package static let decision = KeyTable([
    .optional("alpha_deterioration", "the error rate shared by the tests for deterioration"),
    .optional("alpha_quality", "the error rate of the data checks"),
    .planned("money", "what a metric is worth"),
  ])
}

extension ValueReader {
  func decision() -> DecisionSpec? {
    guard let object = ObjectReader(node, name, .decision, faults: faults) else { return nil }
    let standard = DecisionSpec.standard
    return DecisionSpec(
      alphaDeterioration: object.value("alpha_deterioration")?.errorRate()?.value ?? standard.alphaDeterioration,
      alphaQuality: object.value("alpha_quality")?.errorRate()?.value ?? standard.alphaQuality)
  }
}
