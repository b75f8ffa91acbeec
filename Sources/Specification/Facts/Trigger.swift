internal import Terms

extension KeyTable {
  /// An event that must have happened in a window from exposure.
  package static let trigger = KeyTable([
    .required("fact", "the fact whose events count; one is enough"),
    .optional("where", "the condition that an event must meet"),
    .optional("after", "the time from exposure to the start of the window"),
    .optional("within", "the length of the window"),
    .optional("calendar", "whether the window counts local days"),
  ])
}

extension ValueReader {
  /// `{ "fact": "views", "where": "page = 'checkout'", "within": "7d" }`: any such event in the window.
  func trigger() -> FactTerm? {
    guard let object = ObjectReader(node, name, .trigger, faults: faults), object.mentions("fact") else { return nil }
    return object.factTerm(always: .any)
  }
}
