public import Diagnostics
public import Terms

/// What becomes of units that were seen in several variants, as a spec says it.
public struct CrossingSpec: Sendable, Equatable {
  /// The rule that decides.
  public let rule: Positioned<CrossingRule>
  /// Another rule, whose results are shown beside; nil where none is.
  public let beside: Positioned<CrossingRule>?

  /// The column that says which variant each unit was assigned to, where the results are by it.
  public var assigned: String? {
    if case .assigned(let column) = rule.value { column } else { nil }
  }

  /// The columns that either rule names.
  package var columns: [Positioned<String>] {
    [rule, beside].compactMap(\.self).compactMap { rule in
      if case .assigned(let column) = rule.value { Positioned(column, at: rule.place) } else { nil }
    }
  }

  /// The other rule alone.
  package var other: CrossingSpec? { beside.map { CrossingSpec(rule: $0, beside: nil) } }
}

extension KeyTable {
  package static let crossing = KeyTable([
    .required("assigned", "the column with the variant that each unit was assigned to")
  ])
}

extension ValueReader {
  /// `"exclude"`, `"first"` or `{ "assigned": "group" }`; or a list of the rule that decides and the one that is shown beside it.
  func crossing() -> CrossingSpec? {
    guard case .array = node.value else { return crossingRule().map { CrossingSpec(rule: $0, beside: nil) } }
    guard let elements = elements() else { return nil }
    guard elements.count == 2 else {
      faults.error(
        .outOfRange, at: place, "\(name) is a list of \(elements.count)",
        remedy: "write one rule, or two: the one that decides, and the one that is shown beside it")
      return nil
    }
    let rules = elements.map { $0.crossingRule() }
    guard let rule = rules[0], let beside = rules[1] else { return nil }
    if rule.value == beside.value {
      faults.error(
        .outOfRange, at: beside.place, "\(name) has one rule twice", remedy: "name two different rules, or one")
      return nil
    }
    return CrossingSpec(rule: rule, beside: beside)
  }

  private func crossingRule() -> Positioned<CrossingRule>? {
    guard case .object = node.value else {
      if case .string(let text) = node.value, text.text == "assigned" {
        faults.error(
          .outOfRange, at: place, "\(name) does not say where the assigned variant stands",
          remedy: "write { \"assigned\": ... } with the column that has it")
        return nil
      }
      return word(Vocabularies.crossing)
    }
    guard let object = ObjectReader(node, name, .crossing, faults: faults) else { return nil }
    return object.required("assigned")?.label().map { Positioned(.assigned(column: $0.value), at: $0.place) }
  }
}
