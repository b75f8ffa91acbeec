internal import Tables

/// How a column of a given type is read as a number, a truth value or a text.
///
/// Reading is tolerant: what cannot be read becomes NULL, and the queries count it.
struct ColumnReader {
  let dialect: any SQLDialect
  /// What the query calls the column.
  let name: String
  let type: FieldType
  let values: TextValues

  /// The column with blank texts, and those that mean a missing value, as NULL.
  var raw: String {
    guard type == .text else { return name }
    guard !values.nullTexts.isEmpty else { return "nullif(trim(\(name)), '')" }
    let blank = ([""] + values.nullTexts).map(dialect.literal).joined(separator: ", ")
    return "case when trim(\(name)) not in (\(blank)) then trim(\(name)) end"
  }

  /// The column as it stands where a plain comparison or cast of it already means what one of `raw` would.
  ///
  /// Trimming costs as much as reading a number does, and nearly every value needs none: queries look at this first.
  var plain: String { values.nullTexts.isEmpty ? name : raw }

  /// Surely not blank; false says nothing.
  var isSurelyPresent: String {
    // The least character that is no space; longer texts that begin with it or a later one are greater.
    type == .text && values.nullTexts.isEmpty ? "\(plain) >= '!'" : "\(raw) is not null"
  }

  /// The text of a number with a decimal point, NULL where the source writes numbers otherwise; a cast trims by itself.
  private var pointed: String {
    values.hasDecimalComma ? "case when \(raw) not like '%.%' then replace(\(raw), ',', '.') end" : plain
  }

  /// A double, NULL where there is none.
  var number: String {
    switch type {
    case .text: dialect.tolerantNumber(pointed)
    case .truth: "case when \(raw) then 1.0 when not \(raw) then 0.0 end"
    case .integer, .real, .time, .instant, .other: dialect.cast(raw, .double)
    }
  }

  /// 1, 0 or NULL.
  var truth: String {
    switch type {
    case .text:
      let numeric = dialect.tolerantNumber(pointed)
      return "case when \(plain) = '1' then 1 when \(plain) = '0' then 0 "
        + "when lower(\(raw)) in ('true', 'yes') then 1 when lower(\(raw)) in ('false', 'no') then 0 when \(numeric) = 1 then 1 when \(numeric) = 0 then 0 end"
    case .truth: return "case when \(raw) then 1 when not \(raw) then 0 end"
    case .integer, .real, .time, .instant, .other: return "case when \(raw) = 1 then 1 when \(raw) = 0 then 0 end"
    }
  }

  var text: String { type == .text || type == .time || type == .instant ? raw : dialect.cast(raw, .text) }
}
