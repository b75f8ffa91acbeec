/// A size of memory as users write it: a number and a unit, `4GB` or `512 MiB`.
package struct MemoryLimit: Sendable, Equatable {
  /// The size in the form that DuckDB reads, without space.
  package let text: String

  /// - Throws: ``EngineError/Kind/invalidInput`` when the text is not a positive number with a unit.
  package init(_ text: String) throws(EngineError) {
    let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).drop { $0 == " " }
    guard let value = Double(number), value > 0, Self.units.contains(unit.lowercased()) else {
      throw EngineError(
        .invalidInput, "\"\(text)\" is not a memory size; write a number and a unit, such as 4GB or 512MiB")
    }
    self.text = "\(number)\(unit)"
  }

  /// Powers of 1000, and of 1024 with an `i`.
  private static let units: Set = ["kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib"]
}
