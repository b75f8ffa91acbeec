internal import Tables
internal import Terms

/// How a column of a given type is read as a number, a truth value or a text.
///
/// Reading is tolerant: what cannot be read becomes NULL, and the queries count it.
struct ColumnReader {
  let dialect: any SQLDialect
  /// What the query calls the column.
  let name: String
  let type: FieldType
  /// How its texts write numbers.
  let numbers: NumberFormat
  /// How it writes times.
  let times: TimeFormat
  /// Texts that mean a missing value, beside the empty one.
  let nullTexts: [String]
  /// Whether the spec makes the column, so that its numbers are labels without a point where they are whole.
  var isComputed = false

  /// The column with blank texts, and those that mean a missing value, as NULL.
  var raw: String {
    guard type == .text else { return name }
    guard !nullTexts.isEmpty else { return "nullif(trim(\(name)), '')" }
    let blank = ([""] + nullTexts).map(dialect.literal).joined(separator: ", ")
    return "case when trim(\(name)) not in (\(blank)) then trim(\(name)) end"
  }

  /// The column as it stands where a plain comparison or cast of it already means what one of `raw` would.
  ///
  /// Trimming costs as much as reading a number does, and nearly every value needs none: queries look at this first.
  var plain: String { nullTexts.isEmpty ? name : raw }

  /// Surely not blank; false says nothing.
  var isSurelyPresent: String {
    // The least character that is no space; longer texts that begin with it or a later one are greater.
    type == .text && nullTexts.isEmpty ? "\(plain) >= '!'" : "\(raw) is not null"
  }

  /// The number that a text is; a cast trims by itself.
  private var written: String { WrittenNumber(dialect: dialect, text: plain, format: numbers).value }

  /// A double, NULL where there is none.
  var number: String {
    switch type {
    case .text: written
    case .truth: "case when \(raw) then 1.0 when not \(raw) then 0.0 end"
    case .integer, .real, .time, .instant, .other: dialect.cast(raw, .double)
    }
  }

  /// A double, NULL where it is none or not finite.
  var finiteNumber: String {
    switch type {
    case .text, .real: dialect.finite(number)
    case .truth, .integer, .time, .instant, .other: number
    }
  }

  /// 1, 0 or NULL.
  var truth: String {
    switch type {
    case .text:
      return "case when \(plain) = '1' then 1 when \(plain) = '0' then 0 "
        + "when lower(\(raw)) in (\(words(FlagWords.yes))) then 1 when lower(\(raw)) in (\(words(FlagWords.no))) then 0 "
        + "when \(written) = 1 then 1 when \(written) = 0 then 0 end"
    case .truth: return "case when \(raw) then 1 when not \(raw) then 0 end"
    case .integer, .real, .time, .instant, .other: return "case when \(raw) = 1 then 1 when \(raw) = 0 then 0 end"
    }
  }

  private func words(_ all: [String]) -> String { all.map(dialect.literal).joined(separator: ", ") }

  var text: String {
    switch type {
    case .text, .time, .instant: raw
    case .real where isComputed: dialect.text(ofNumber: raw)
    case .truth, .integer, .real, .other: dialect.cast(raw, .text)
    }
  }
}
