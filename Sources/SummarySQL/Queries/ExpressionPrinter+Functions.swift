internal import Planning
internal import Terms

/// The calls of an expression.
extension ExpressionPrinter {
  func call(_ function: ScalarFunction, _ arguments: [Terms.Expression]) -> String {
    func first() -> String { print(arguments[0]) }
    func plain(_ parts: [String]) -> String { "\(function.rawValue)(\(parts.joined(separator: ", ")))" }
    switch function {
    case .nullif:
      let other = finite(arguments[1])
      return dialect.letting(finite(arguments[0])) { "case when \($0) = \(other) then null else \($0) end" }
    case .coalesce, .least, .greatest: return plain(arguments.map(finite))
    case .lower, .upper, .trim, .length, .replace: return plain(arguments.map(print))
    case .abs, .ceil, .floor: return plain([number(arguments[0])])
    case .exp: return plain([finite(arguments[0])])
    // The condition stands inside, so that no engine takes the logarithm of what it filters out.
    case .ln, .log10: return dialect.letting(number(arguments[0])) { plain(["case when \($0) > 0 then \($0) end"]) }
    case .sqrt: return dialect.letting(number(arguments[0])) { plain(["case when \($0) >= 0 then \($0) end"]) }
    case .round: return plain([number(arguments[0])] + arguments.dropFirst().map(print))
    case .substr: return plain(arguments.map(print))
    case .concat: return "(" + arguments.map(print).joined(separator: " || ") + ")"
    case .number: return asNumber(arguments[0])
    case .text: return asText(arguments[0])
    case .date: return dialect.midnight(ofDay: dialect.localDay(of: first(), zone: zone), zone: zone)
    case .year: return dialect.part(.year, of: first(), zone: zone)
    case .month: return dialect.part(.month, of: first(), zone: zone)
    case .day: return dialect.part(.day, of: first(), zone: zone)
    case .hour: return dialect.part(.hour, of: first(), zone: zone)
    case .weekday: return dialect.part(.weekday, of: first(), zone: zone)
    case .dateDiff: return difference(arguments)
    }
  }

  private var zone: String { columns.source.zone }

  private func difference(_ arguments: [Terms.Expression]) -> String {
    let (from, to) = (print(arguments[1]), print(arguments[2]))
    guard case .text(let unit) = arguments[0].node, unit != "day" else {
      return "(\(dialect.localDay(of: to, zone: zone)) - \(dialect.localDay(of: from, zone: zone)))"
    }
    let seconds = ["hour": 3600, "minute": 60, "second": 1]
    return "(\(dialect.cast("\(to) - \(from)", .double)) / \(planned(unit, seconds) * 1_000_000))"
  }

  private func planned(_ unit: String, _ seconds: [String: Int]) -> Int {
    guard let found = seconds[unit] else { preconditionFailure("\(unit) is not a unit of time") }
    return found
  }

  private func asNumber(_ part: Terms.Expression) -> String {
    if case .column(let reference) = part.node { return columns.reader(reference.name).finiteNumber }
    return dialect.finite(WrittenNumber(dialect: dialect, text: print(part), format: .plain).value)
  }

  /// The values of a column that is computed; numbers that name categories, and times, are texts.
  func column(_ value: TypedExpression, isCategory: Bool) -> String {
    switch value.type {
    // Zero has no sign as a label.
    case .number where !isCategory: "(\(finite(value.root)) + \(dialect.literal(0)))"
    case .truth where !isCategory, .text: print(value.root)
    case .unknown where !isCategory: print(value.root)
    case .number, .truth, .time, .unknown: asText(value.root)
    }
  }

  private func asText(_ part: Terms.Expression) -> String {
    if case .column(let reference) = part.node { return columns.reader(reference.name).text }
    switch part.type {
    case .text, .unknown: return print(part)
    case .truth: return dialect.letting(print(part)) { "case when \($0) then 'true' when not \($0) then 'false' end" }
    case .time: return dialect.localText(of: print(part), zone: zone)
    case .number: return dialect.text(ofNumber: "(\(finite(part)) + \(dialect.literal(0)))")
    }
  }
}
