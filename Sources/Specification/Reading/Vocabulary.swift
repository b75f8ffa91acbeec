/// The named values of a key: those that mean something today, and those that are planned.
package struct Vocabulary<Value: Sendable>: Sendable {
  /// What the words name, as in `unknown role "primry"`.
  package let noun: String
  package let words: [(word: String, value: Value)]
  package let planned: [String]
  /// What may be written instead of a word, such as an object; nil where nothing may.
  package let form: String?

  package init(
    _ noun: String, _ words: [(word: String, value: Value)], planned: [String] = [], orForm form: String? = nil
  ) {
    self.form = form
    self.noun = noun
    self.words = words
    self.planned = planned
  }
}

extension Vocabulary where Value: CaseIterable & RawRepresentable<String> {
  /// The raw values of an enum.
  package init(_ noun: String, planned: [String] = []) {
    self.init(noun, Value.allCases.map { ($0.rawValue, $0) }, planned: planned)
  }
}
