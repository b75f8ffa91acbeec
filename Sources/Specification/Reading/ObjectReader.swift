package import Diagnostics
internal import Terms

/// Gives out the values of one object and collects what is wrong with its keys.
///
/// Unknown and planned keys are reported at once; a required key that is missing, when it is asked for. Where something
/// planned was used no key is called missing, for the planned key may stand for it; nor is a key that was misspelled.
package final class ObjectReader {
  /// The object as a message names it: `data`, `metric "click"`.
  package let name: String
  package let place: SourcePlace
  package let faults: FaultCollector
  private let table: KeyTable
  private let members: [SpecNode.Member]
  private var usesPlanned = false
  /// Keys of the table that unknown keys were probably meant to be.
  private var misspelled = Set<String>()

  /// Reports a value that is not an object and gives nil.
  ///
  /// - Parameter isOpen: whether keys outside the table are passed over, because the table is incomplete.
  package init?(_ node: SpecNode, _ name: String, _ table: KeyTable, faults: FaultCollector, isOpen: Bool = false) {
    guard case .object(let members) = node.value else {
      faults.error(
        .wrongType, at: node.place, "\(name) must be an object, found \(node.description)",
        remedy: "write { \"key\": value, ... }")
      return nil
    }
    self.name = name
    self.place = node.place
    self.faults = faults
    self.table = table
    self.members = members
    for member in members { checkKey(member, isOpen: isOpen) }
  }

  /// Whether the user meant to write the key, whatever its value and spelling.
  package func mentions(_ key: String) -> Bool {
    misspelled.contains(key) || members.contains { $0.key.value == key }
  }

  /// Whether the key is built; a planned one is refused when the object is read.
  package func supports(_ key: String) -> Bool {
    switch table.rule(key)?.status {
    case .required, .optional: true
    case .planned, nil: false
    }
  }

  /// The value of a key of the table, or nil when it is absent; a missing required key is reported.
  package func value(_ key: String) -> ValueReader? {
    let rule = table.rule(key)
    precondition(rule != nil, "the table of \(name) has no key \(key)")
    if let member = members.first(where: { $0.key.value == key }) {
      return ValueReader(member.value, quoted(key), isOptional: rule?.status != .required, faults: faults)
    }
    if rule?.status == .required { reportMissing(key) }
    return nil
  }

  /// The value of a key that the other keys of the object make necessary.
  package func required(_ key: String) -> ValueReader? {
    if let value = value(key) { return value }
    if table.rule(key)?.status != .required { reportMissing(key) }
    return nil
  }

  private func reportMissing(_ key: String) {
    guard !usesPlanned, !misspelled.contains(key) else { return }
    faults.error(
      .missingKey, at: place, "\(name) has no key \(quoted(key))",
      remedy: "add \(quoted(key)): \(table.rule(key)?.summary ?? "")")
  }

  /// The named value of a key; a planned word counts as something planned in this object.
  package func word<Value>(_ key: String, _ vocabulary: Vocabulary<Value>) -> Positioned<Value>? {
    guard let value = value(key) else { return nil }
    if case .string(let text) = value.node.value, vocabulary.planned.contains(text.text) { usesPlanned = true }
    return value.word(vocabulary)
  }

  private func checkKey(_ member: SpecNode.Member, isOpen: Bool) {
    let key = member.key.value
    switch table.rule(key)?.status {
    case .required, .optional: break
    case .planned:
      usesPlanned = true
      faults.error(
        .notSupportedYet, at: member.key.place, "\(quoted(key)) is not supported yet",
        remedy: "leave it out until a later version supports it (\(table.rule(key)?.summary ?? ""))")
    case nil where isOpen:
      // What the other keys are is not known; one that must be there is.
      let needed = table.rules.filter { $0.status == .required }.map(\.name)
      if let near = suggestion(for: key, among: needed), !members.contains(where: { $0.key.value == near }) {
        reportUnknown(member.key, near)
      }
    case nil:
      if let elsewhere = table.elsewhere[key] {
        faults.error(
          .misplacedKey, at: member.key.place, "\(quoted(key)) is not a key of \(name)",
          remedy: "it belongs in \(elsewhere)")
      } else {
        reportUnknown(member.key, suggestion(for: key, among: table.rules.map(\.name)))
      }
    }
  }

  private func reportUnknown(_ key: Positioned<String>, _ near: String?) {
    if let near { misspelled.insert(near) }
    faults.error(
      .unknownKey, at: key.place, "unknown key \(quoted(key.value)) in \(name)",
      remedy: near.map { "did you mean \(quoted($0))?" } ?? "the keys are \(listed(table.supported))")
  }
}
