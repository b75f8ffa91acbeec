import Diagnostics
internal import Terms

extension InferenceSpec {
  /// What holds when the spec says nothing.
  static let `default` = InferenceSpec(
    design: .fixed, alpha: defaultAlpha, correction: .auto, seed: defaultSeed)
}

extension ValueReader {
  func inference() -> InferenceSpec? {
    guard let object = ObjectReader(node, name, .inference, faults: faults) else { return nil }
    let alpha = object.value("alpha")?.errorRate()
    object.checkLevel(object.value("level")?.level(), alpha?.value ?? InferenceSpec.defaultAlpha)
    let design = object.word("design", Vocabularies.design)?.value ?? .fixed
    let correction = object.word("correction", Vocabularies.correction)?.value ?? .auto
    return InferenceSpec(
      design: design, alpha: alpha?.value ?? InferenceSpec.defaultAlpha,
      correction: correction,
      seed: object.value("seed")?.seed() ?? InferenceSpec.defaultSeed,
      replicates: object.value("replicates")?.replicates())
  }

  /// An error rate such as 0.05. One side of a distribution has no more than half of it, so no test errs more often.
  func errorRate() -> Positioned<Double>? {
    number(
      "from 0.000001 to less than 0.5", remedy: "write for example 0.05, which is 5 %",
      where: { $0 >= 1e-6 && $0 < 0.5 })
  }

  /// A level of confidence; what it leaves is an error rate.
  private func level() -> Positioned<Double>? {
    number(
      "greater than 0.5 and at most 0.999999", remedy: "write for example 0.95, which is 95 %",
      where: { $0 > 0.5 && $0 <= 0.999999 }
    )
  }

  private func replicates() -> Int? {
    let limits = InferenceSpec.replicateLimits
    let number = number(
      "a whole number from \(limits.lowerBound) to \(limits.upperBound)", remedy: "write for example 999",
      where: { value in Int(exactly: value).map(limits.contains) ?? false })
    return number.map { Int($0.value) }
  }

  /// A whole number from 0 to 2^64 - 1, read digit by digit, for a `Double` would round large ones.
  private func seed() -> UInt64? {
    guard case .number(let text, _) = node.value else { return mismatch("a number", remedy: "write for example 1") }
    guard let seed = UInt64(text), text != "-0" else {
      faults.error(
        .outOfRange, at: place,
        "\(name) must be a whole number from 0 to 18446744073709551615, found \(shortened(text))",
        remedy: "write for example 1")
      return nil
    }
    return seed
  }
}

extension ObjectReader {
  /// Intervals at a level of their own would contradict verdicts: one would exclude "no difference" beside a test that does not
  /// reject it, or the other way round. So the level is that of the error, and only a reminder.
  fileprivate func checkLevel(_ level: Positioned<Double>?, _ alpha: Double) {
    guard let level, abs(1 - alpha - level.value) > 1e-9 else { return }
    faults.error(
      .contradictoryLevel, at: level.place,
      "\"level\" \(decimal(level.value)) and \"alpha\" \(decimal(alpha)) contradict each other: intervals would not agree with their tests",
      remedy:
        "leave \"level\" out, which is then \(decimal(rounded(1 - alpha))), or write \"alpha\": \(decimal(rounded(1 - level.value)))"
    )
  }

  private func rounded(_ value: Double) -> Double { (value * 1e12).rounded() / 1e12 }
}
