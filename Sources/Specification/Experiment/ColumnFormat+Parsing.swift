import Diagnostics
internal import Terms

extension KeyTable {
  /// What is said of one column.
  package static let column = KeyTable([
    .optional("numbers", "how the column writes numbers, where that differs from the others"),
    .optional("time_format", "how the column writes times, where that differs from the others"),
  ])
}

extension ValueReader {
  /// The formats of single columns, by name.
  func columnFormats(basedOn base: NumberFormat) -> [(column: Positioned<String>, format: ColumnFormat)]? {
    guard case .object(let members) = node.value else {
      return mismatch("an object", remedy: "write { \"revenue\": { \"numbers\": { \"thousands\": \",\" } }, ... }")
    }
    return members.compactMap { member in
      let reader = ValueReader(member.value, "the column \(quoted(member.key.value))", faults: faults)
      guard let object = ObjectReader(reader.node, reader.name, .column, faults: faults) else { return nil }
      let format = ColumnFormat(
        numbers: object.value("numbers")?.numberFormat(basedOn: base), times: object.value("time_format")?.timeFormat())
      return (Positioned(member.key.value, at: member.key.place), format)
    }
  }
}
