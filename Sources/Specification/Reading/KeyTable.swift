/// All keys of one kind of object: what is accepted, checked and documented comes from this one table.
package struct KeyTable: Sendable, Equatable {
  package let rules: [KeyRule]
  /// Keys that people write here although they belong elsewhere, with that place.
  package let elsewhere: [String: String]

  package init(_ rules: [KeyRule], elsewhere: [String: String] = [:]) {
    self.rules = rules
    self.elsewhere = elsewhere
  }

  package func rule(_ name: String) -> KeyRule? {
    rules.first { $0.name == name }
  }

  /// The names of the keys that may be used today.
  package var supported: [String] {
    rules.filter { $0.status == .required || $0.status == .optional }.map(\.name)
  }
}
