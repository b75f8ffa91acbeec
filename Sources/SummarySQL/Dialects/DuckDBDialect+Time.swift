package import Terms

/// Times, by DuckDB's ICU extension, which is part of its library.
extension DuckDBDialect {
  package func moment(ofText text: String, zone: String) -> String {
    let local = moment(ofLocal: "try_cast(\(text) as timestamp)", zone: zone)
    return "case when regexp_full_match(\(text), '\(Self.localTime)') then \(local) "
      + "when regexp_full_match(\(text), '\(Self.timeWithOffset)') "
      + "then epoch_us(try_cast(upper(\(text)) as timestamptz)) end"
  }

  package func moment(ofText text: String, _ pattern: TimePattern, zone: String) -> String {
    var time = "try_strptime(\(text), \(literal(pattern.text)))"
    // Where nothing stands between numbers, a digit that is missing would be taken from the next one.
    if let length = pattern.lengthOfDigits { time = "case when length(trim(\(text))) = \(length) then \(time) end" }
    // The engine takes day 366 of a year that has 365 for the first of the next one.
    if pattern.countsDaysOfYear {
      time = "list_filter([\(time)], lambda t: contains(\(text), strftime(t, '\(pattern.yearWord)')))[1]"
    }
    return pattern.statesOffset ? "epoch_us(\(time))" : moment(ofLocal: time, zone: zone)
  }

  package func moment(ofLocalMicroseconds microseconds: String, zone: String) -> String {
    moment(ofLocal: "make_timestamp(\(microseconds))", zone: zone)
  }

  package func statesOffset(_ text: String) -> String {
    "regexp_full_match(\(text), '\(Self.timeWithOffset)')"
  }

  private static let localTime = #"\d{4}-\d{1,2}-\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?"#
  private static let timeWithOffset =
    #"\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]| ?UTC|[+-]\d{2}(:?\d{2})?)"#

  package func moment(ofLocal timestamp: String, zone: String) -> String {
    let plain = "cast(\(timestamp) as timestamp)"
    return zone == "UTC" ? "epoch_us(\(plain))" : "epoch_us(timezone(\(literal(zone)), \(plain)))"
  }

  package func moment(ofInstant timestamp: String) -> String { "epoch_us(\(timestamp))" }

  package func localDay(of moment: String, zone: String) -> String {
    "(cast(\(local(moment, zone)) as date) - date '1970-01-01')"
  }

  package func part(_ part: CalendarPart, of moment: String, zone: String) -> String {
    "extract(\(part == .weekday ? "isodow" : part.rawValue) from \(local(moment, zone)))"
  }

  package func localText(of moment: String, zone: String) -> String { "cast(\(local(moment, zone)) as varchar)" }

  private func local(_ moment: String, _ zone: String) -> String {
    "timezone(\(literal(zone)), make_timestamptz(\(moment)))"
  }

  package func midnight(ofDay day: String, zone: String) -> String {
    moment(ofLocal: "date '1970-01-01' + cast(\(day) as integer)", zone: zone)
  }

  package var timeZones: String { "select name from pg_timezone_names()" }

  package func leastRow(_ columns: [String]) -> String { "min(\(row(columns)))" }

  package func greatestRow(_ columns: [String]) -> String { "max(\(row(columns)))" }

  package func field(_ column: String, of row: String) -> String { "\(row).\(column)" }

  package func first(_ value: String, by columns: [String]) -> String {
    let keys = columns.enumerated().map { "k\($0) := \($1)" }
    return "arg_min(\(value), struct_pack(\(keys.joined(separator: ", "))))"
  }

  private func row(_ columns: [String]) -> String {
    "struct_pack(\(columns.map { "\($0) := \($0)" }.joined(separator: ", ")))"
  }
}
