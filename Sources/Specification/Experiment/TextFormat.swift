public import Diagnostics
package import Terms

/// How text files write their fields.
public struct TextFormat: Sendable, Equatable {
  /// How fields write numbers and missing values.
  package let values: TextValues
  /// Columns that have a format of their own, where the spec names them.
  public let columns: [Positioned<String>]
  /// Whether values that cannot be read are left out, instead of being an error.
  public package(set) var dropsUnreadable: Bool

  static let standard = TextFormat(values: TextValues(), columns: [], dropsUnreadable: false)
}

extension ObjectReader {
  /// The keys of the data that say how text files are written.
  func textFormat() -> TextFormat {
    let (decimal, numbers) = (value("decimal"), value("numbers"))
    if let decimal, numbers != nil {
      faults.error(
        .misplacedKey, at: decimal.place, "\"decimal\" stands beside \"numbers\"",
        remedy: "move it into \"numbers\"")
    }
    let hasComma = word("decimal", Vocabularies.decimal)?.value ?? false
    let base = NumberFormat(hasDecimalComma: hasComma)
    let ofAll = numbers?.numberFormat(basedOn: base) ?? base
    let columns = value("columns")?.columnFormats(basedOn: ofAll) ?? []
    return TextFormat(
      values: TextValues(
        numbers: ofAll, times: value("time_format")?.timeFormat() ?? .iso,
        columns: Dictionary(columns.map { ($0.column.value, $0.format) }) { first, _ in first },
        nullTexts: value("null")?.labels(duplicate: .duplicateNullText)?.map(\.value) ?? []),
      columns: columns.map(\.column),
      dropsUnreadable: word("unreadable", Vocabularies.unreadable)?.value ?? false)
  }
}
