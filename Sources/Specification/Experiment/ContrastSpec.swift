public import Diagnostics

/// A comparison that the spec names: weights over the variants that sum to 0.
public struct ContrastSpec: Sendable, Equatable {
  public let name: Positioned<String>
  /// One per variant, in the order of the variants.
  public let weights: [Double]
}

/// Which comparisons are made.
public enum ContrastsSpec: Sendable, Equatable {
  /// Each treatment against the control: the default.
  case againstControl
  /// Each variant against each earlier one.
  case allPairs
  case named([ContrastSpec])
}

extension ValueReader {
  /// `"all-pairs"`, or named weights over variants.
  func contrasts(_ variants: [VariantSpec]?) -> ContrastsSpec? {
    switch node.value {
    case .string: return word(Vocabularies.contrasts).map(\.value)
    case .object(let members):
      guard !members.isEmpty else {
        faults.error(
          .outOfRange, at: place, "\(name) is empty",
          remedy: "leave it out to compare each treatment with the control, or name weights over the variants")
        return nil
      }
      let contrasts = members.map { member in
        ValueReader(member.value, "the contrast \(quoted(member.key.value))", faults: faults)
          .contrast(Positioned(member.key.value, at: member.key.place), variants)
      }
      return .named(contrasts.compactMap(\.self))
    case .array, .number, .bool, .null:
      return mismatch(
        "an object", remedy: "write { \"name\": { \"variant\": weight, ... } }, or \"all-pairs\"")
    }
  }

  private func contrast(_ name: Positioned<String>, _ variants: [VariantSpec]?) -> ContrastSpec? {
    guard case .object(let members) = node.value else {
      return mismatch("an object", remedy: "write a weight for each variant in the contrast: { \"variant\": 1, ... }")
    }
    guard let variants else { return nil }
    var weights = Array(repeating: 0.0, count: variants.count)
    var isSound = true
    for member in members {
      let key = member.key.value
      let value = ValueReader(member.value, "the weight of \(quoted(key))", faults: faults)
        .number("a number", remedy: "write for example 1, -1 or 0.5", where: { $0.isFinite })
      guard let index = variants.firstIndex(where: { $0.name.value == key }) else {
        let names = variants.map(\.name.value)
        faults.error(
          .unknownVariant, at: member.key.place, "\(self.name) names \(quoted(key)), which is not a variant",
          remedy: suggestion(for: key, among: names).map { "did you mean \(quoted($0))?" } ?? use(oneOf: names))
        isSound = false
        continue
      }
      guard let value else {
        isSound = false
        continue
      }
      weights[index] = value.value
    }
    guard isSound else { return nil }
    let size = weights.reduce(0) { max($0, abs($1)) }
    guard size > 0, abs(weights.reduce(0, +)) <= 1e-9 * size else {
      let total = weights.reduce(0, +)
      faults.error(
        .unbalancedContrast, at: place,
        size > 0 ? "the weights of \(self.name) sum to \(total), not to 0" : "all weights of \(self.name) are 0",
        remedy: "give positive weights to the variants that are compared, negative ones to those they are compared with"
      )
      return nil
    }
    return ContrastSpec(name: name, weights: weights)
  }
}
