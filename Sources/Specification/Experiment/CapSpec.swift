public import Diagnostics

/// The bound to which larger values of a metric are cut: one number for all variants, found without looking at them.
///
/// A bound of each variant's own would rise where a treatment creates large values, and hide them
/// (Methods/caps, "One bound").
public struct CapSpec: Sendable, Equatable {
  public enum Level: Sendable, Equatable {
    /// A bound in the metric's own unit.
    case value(Double)
    /// A quantile of type 1 of the values of all variants together, or of those that are not zero.
    case quantile(Double, ofNonzero: Bool)
  }

  /// The values whose quantile a cap may be.
  public enum Source: String, Sendable, CaseIterable {
    /// The values that are cut, of all variants together.
    case pooled
    /// The values of the same units before exposure, which no variant can have changed.
    case earlier = "pre-period"
  }

  /// What is cut.
  public enum Unit: String, Sendable, CaseIterable {
    /// The value of each event, before it is summed.
    case event
    /// The total of each unit.
    case total
  }

  public let level: Level
  public let source: Source
  /// nil where the spec leaves it to the metric.
  public let unit: Unit?
  public let place: SourcePlace
}

extension KeyTable {
  /// The bound of a metric's values.
  package static let cap = KeyTable([
    .optional("quantile", "the share of values that are not cut, such as 0.999"),
    .optional("of", "what is cut: the value of each event, or the total of each unit"),
    .optional("from", "the values that the quantile is taken over"),
    .optional("nonzero", "whether the quantile is taken over nonzero values only"),
    .optional("value", "the largest value that is not cut"),
  ])
}

extension ValueReader {
  func cap(of metric: (any Metric)?) -> CapSpec? {
    if let reason = metric?.undefinedCap {
      faults.error(.unsuitableCap, at: place, reason.message, remedy: reason.remedy)
      return nil
    }
    guard let object = ObjectReader(node, name, .cap, faults: faults) else { return nil }
    let quantile = object.value("quantile")?.number(
      "at least 0.5 and less than 1", remedy: "write for example 0.999: the share of values that are not cut"
    ) { $0 >= 0.5 && $0 < 1 }
    let value = object.value("value")?.number(
      "greater than 0", remedy: "write the largest value that is not cut"
    ) { $0 > 0 }
    let source = object.mentions("from") ? object.word("from", Vocabularies.capSource)?.value : .pooled
    let nonzero = object.value("nonzero")?.flag()
    let unit = object.word("of", Vocabularies.capUnit)?.value
    guard object.mentions("quantile") != object.mentions("value") else {
      let isBoth = object.mentions("value")
      faults.error(
        isBoth ? .misplacedKey : .missingKey, at: isBoth ? value?.place ?? place : place,
        isBoth ? "\"cap\" has both \"quantile\" and \"value\"" : "\"cap\" has no bound",
        remedy: isBoth ? "keep one of them" : "add \"quantile\", such as 0.999, or \"value\"")
      return nil
    }
    for key in ["from", "nonzero"] where value != nil {
      guard let other = object.value(key) else { continue }
      faults.error(
        .misplacedKey, at: other.place, "\"cap\" has both \(quoted(key)) and \"value\"",
        remedy: "leave \(quoted(key)) out: it applies only to a quantile")
    }
    guard let source else { return nil }
    if let value { return CapSpec(level: .value(value.value), source: .pooled, unit: unit, place: place) }
    return quantile.map {
      CapSpec(
        level: .quantile($0.value, ofNonzero: nonzero?.value ?? false), source: source, unit: unit,
        place: place)
    }
  }
}
