internal import Diagnostics
public import Terms

/// The errors that a decision may make beside those of the metrics' own tests, and what people declare for it
/// (Methods/decision).
public struct DecisionSpec: Sendable, Equatable {
  /// Shared by the tests for harm of primary metrics and guardrails.
  public let alphaDeterioration: Double
  /// Shared by the tests for harm of secondary metrics.
  public let alphaSecondaryHarm: Double
  /// The error of each gate.
  public let alphaQuality: Double
  /// The margin of guardrails that have none of their own; never assumed.
  public let defaultMargin: Amount?
  /// The smallest effect that is worth having, of primary metrics that ask whether the variants differ; it tests nothing.
  public let minimumEffect: Amount?
  /// Gates that a person overrules, and why.
  public let accepted: [Gate: String]

  static let standard = DecisionSpec(
    alphaDeterioration: 0.01, alphaSecondaryHarm: 0.025, alphaQuality: 0.001, defaultMargin: nil, minimumEffect: nil,
    accepted: [:])
}

extension KeyTable {
  package static let decision = KeyTable([
    .optional("alpha_deterioration", "the error rate shared by the tests for harm of primary metrics and guardrails"),
    .optional("alpha_secondary_harm", "the error rate shared by the tests for harm of secondary metrics"),
    .optional("alpha_quality", "the error rate of each check that can void the experiment"),
    .optional("default_margin", "the margin of guardrails that have none of their own"),
    .optional("minimum_effect", "the smallest effect of a primary metric that is worth having"),
    .optional("accept", "failed checks that a person overrules, each with the reason"),
    .planned("money", "what a metric is worth"),
  ])

  /// `accept` inside `decision`: a reason per gate.
  package static let accept = KeyTable(
    Gate.allCases.map { .optional($0.rawValue, "why the experiment counts although the check failed") })
}

extension ValueReader {
  func decision() -> DecisionSpec? {
    guard let object = ObjectReader(node, name, .decision, faults: faults) else { return nil }
    let standard = DecisionSpec.standard
    func rate(_ key: String, _ standard: Double) -> Double { object.value(key)?.errorRate()?.value ?? standard }
    return DecisionSpec(
      alphaDeterioration: rate("alpha_deterioration", standard.alphaDeterioration),
      alphaSecondaryHarm: rate("alpha_secondary_harm", standard.alphaSecondaryHarm),
      alphaQuality: rate("alpha_quality", standard.alphaQuality),
      defaultMargin: object.value("default_margin")?.shareOfControl(),
      minimumEffect: object.value("minimum_effect")?.shareOfControl(),
      accepted: object.value("accept")?.accepted() ?? [:])
  }

  /// An amount that fits metrics of every unit: a share of the control's value, from which something is left.
  private func shareOfControl() -> Amount? {
    let remedy = "write a share of the control's value, such as \"5%\""
    guard case .string(let text) = node.value else { return mismatch("a share of the control's value", remedy: remedy) }
    guard let amount = Amount(text.text), case .relative(let fraction) = amount, fraction < 1 else {
      faults.error(
        .invalidAmount, at: place,
        "\(name) must be a share of the control's value below \"100%\", found \(quoted(text.text))", remedy: remedy)
      return nil
    }
    return amount
  }

  private func accepted() -> [Gate: String]? {
    guard let object = ObjectReader(node, name, .accept, faults: faults) else { return nil }
    return Gate.allCases.reduce(into: [:]) { reasons, gate in
      guard let reason = object.value(gate.rawValue)?.displayName() else { return }
      reasons[gate] = reason.value
    }
  }
}
