import Terms

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What an expression gives for one row, by the rules of the language and without a database; times are of UTC.
struct NaiveExpression {
  enum Value: Equatable {
    case null
    case number(Double)
    case text(String)
    case truth(Bool)
    /// Microseconds since 1970.
    case time(Int64)
  }

  /// The texts of a row by column; blanks are missing.
  let row: [String: String]

  func value(_ expression: Expression) -> Value {
    switch expression.node {
    case .column(let reference): return column(reference)
    case .number(let text): return .number(Double(text) ?? .nan)
    case .text(let text): return .text(text)
    case .moment(let moment): return .time(moment.microseconds)
    case .truth(let truth): return .truth(truth)
    case .null: return .null
    case .not(let part): return truth(part).map { .truth(!$0) } ?? .null
    case .minus(let part): return number(part).map { .number(-$0) } ?? .null
    case .arithmetic(let sign, let left, let right): return finite(arithmetic(sign, number(left), number(right)))
    case .comparison(let sign, let left, let right): return truth(compared(sign, value(left), value(right)))
    case .and(let parts): return truth(joined(parts.map(truth), decisive: false))
    case .or(let parts): return truth(joined(parts.map(truth), decisive: true))
    case .isIn(let part, let list, let negated):
      return truth(
        joined(list.map { compared(.equal, value(part), value($0)) }, decisive: true).map { $0 != negated })
    case .between(let part, let low, let high, let negated):
      let both = [compared(.greaterOrEqual, value(part), value(low)), compared(.lessOrEqual, value(part), value(high))]
      return truth(joined(both, decisive: false).map { $0 != negated })
    case .isNull(let part, let negated): return .truth((value(part) == .null) != negated)
    case .like(let part, let pattern, let negated):
      guard case .text(let text) = value(part), case .text(let form) = value(pattern) else { return .null }
      return .truth(isLike(Array(text.unicodeScalars)[...], Array(form.unicodeScalars)[...]) != negated)
    case .call(let function, let arguments): return call(function, arguments)
    case .cases(let branches, let otherwise):
      let branch = branches.first { truth($0.condition) == true }
      return branch.map { value($0.value) } ?? otherwise.map { value($0) } ?? .null
    }
  }

  // MARK: Columns

  private func column(_ reference: ColumnReference) -> Value {
    let text = row[reference.name, default: ""]
    guard !text.isEmpty else { return .null }
    switch reference.use {
    case .number: return finite(Double(text))
    case .truth: return ["1": .truth(true), "0": .truth(false)][text] ?? .null
    case .text, .any: return .text(text)
    case .time: return Moment(text).map { .time($0.microseconds) } ?? .null
    }
  }

  private func number(_ part: Expression) -> Double? {
    if case .number(let number) = value(part) { number } else { nil }
  }

  private func text(_ part: Expression) -> String? {
    if case .text(let text) = value(part) { text } else { nil }
  }

  private func truth(_ part: Expression) -> Bool? {
    if case .truth(let truth) = value(part) { truth } else { nil }
  }

  private func time(_ part: Expression) -> Int64? {
    if case .time(let time) = value(part) { time } else { nil }
  }

  private func truth(_ truth: Bool?) -> Value { truth.map(Value.truth) ?? .null }

  private func finite(_ number: Double?) -> Value {
    number.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
  }

  // MARK: Operators

  private func arithmetic(_ sign: ArithmeticOperator, _ left: Double?, _ right: Double?) -> Double? {
    guard let left, let right else { return nil }
    switch sign {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .divide: return left / right
    }
  }

  /// Conditions of which one decides: false for all, true for one of them; unknown where only an unknown one could.
  private func joined(_ parts: [Bool?], decisive: Bool) -> Bool? {
    if parts.contains(decisive) { return decisive }
    return parts.contains(nil) ? nil : !decisive
  }

  private func compared(_ sign: ComparisonOperator, _ left: Value, _ right: Value) -> Bool? {
    guard let order = order(left, right) else { return nil }
    switch sign {
    case .equal: return order == 0
    case .notEqual: return order != 0
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    case .greaterOrEqual: return order >= 0
    }
  }

  private func order(_ left: Value, _ right: Value) -> Int? {
    switch (left, right) {
    case (.number(let left), .number(let right)): return left < right ? -1 : left > right ? 1 : 0
    case (.time(let left), .time(let right)): return left < right ? -1 : left > right ? 1 : 0
    case (.truth(let left), .truth(let right)): return left == right ? 0 : left ? 1 : -1
    case (.text(let left), .text(let right)):
      return left.utf8.elementsEqual(right.utf8) ? 0 : left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
    default: return nil
    }
  }

  private func isLike(_ text: ArraySlice<Unicode.Scalar>, _ form: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = form.first else { return text.isEmpty }
    if first == "%" { return (0...text.count).contains { isLike(text.dropFirst($0), form.dropFirst()) } }
    guard let own = text.first, first == "_" || first == own else { return false }
    return isLike(text.dropFirst(), form.dropFirst())
  }

  // MARK: Functions

  private func call(_ function: ScalarFunction, _ parts: [Expression]) -> Value {
    func ofNumber(_ change: (Double) -> Double?) -> Value { finite(number(parts[0]).flatMap(change)) }
    func ofText(_ change: (String) -> String) -> Value { text(parts[0]).map { .text(change($0)) } ?? .null }
    func ofTime(_ change: (Int64) -> Int64) -> Value { time(parts[0]).map { .number(Double(change($0))) } ?? .null }
    switch function {
    case .coalesce: return parts.map(value).first { $0 != .null } ?? .null
    case .nullif: return compared(.equal, value(parts[0]), value(parts[1])) == true ? .null : value(parts[0])
    case .least, .greatest:
      let known = parts.map(value).filter { $0 != .null }
      let sign: ComparisonOperator = function == .least ? .less : .greater
      return known.dropFirst().reduce(known.first ?? .null) { compared(sign, $1, $0) == true ? $1 : $0 }
    case .abs: return ofNumber(Swift.abs)
    case .ceil: return ofNumber { $0.rounded(.up) }
    case .floor: return ofNumber { $0.rounded(.down) }
    case .exp: return ofNumber { Glibc.exp($0) }
    case .ln: return ofNumber { $0 > 0 ? log($0) : nil }
    case .log10: return ofNumber { $0 > 0 ? Glibc.log10($0) : nil }
    case .sqrt: return ofNumber { $0 >= 0 ? $0.squareRoot() : nil }
    case .round:
      let factor = pow(10, parts.count > 1 ? number(parts[1]) ?? 0 : 0)
      return ofNumber { ($0 * factor).rounded() / factor }
    case .number: return finite(text(parts[0]).flatMap(Double.init))
    case .concat:
      let texts = parts.map(text)
      return texts.contains(nil) ? .null : .text(texts.compactMap(\.self).joined())
    case .length: return text(parts[0]).map { .number(Double($0.unicodeScalars.count)) } ?? .null
    case .lower: return ofText { $0.lowercased() }
    case .upper: return ofText { $0.uppercased() }
    case .trim: return ofText { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
    case .replace:
      guard let old = text(parts[1]), let new = text(parts[2]) else { return .null }
      return ofText { old.isEmpty ? $0 : $0.replacing(old, with: new) }
    case .substr:
      let start = Int(number(parts[1]) ?? 1) - 1
      let count = parts.count > 2 ? Int(number(parts[2]) ?? 0) : .max
      return ofText { String($0.dropFirst(start).prefix(count)) }
    case .text:
      switch value(parts[0]) {
      case .null: return .null
      case .number(let number):
        return .text(number == number.rounded() && Swift.abs(number) < 1e15 ? "\(Int(number))" : "\(number)")
      case .text(let text): return .text(text)
      case .truth(let truth): return .text("\(truth)")
      case .time: return .null
      }
    case .date: return time(parts[0]).map { .time(days($0) * TimeSpan.microsecondsOfDay) } ?? .null
    case .year: return ofTime { Int64(civil($0).year) }
    case .month: return ofTime { Int64(civil($0).month) }
    case .day: return ofTime { Int64(civil($0).day) }
    case .hour: return ofTime { ($0 - days($0) * TimeSpan.microsecondsOfDay) / 3_600_000_000 }
    // The first of January 1970 was a Thursday.
    case .weekday: return ofTime { ((days($0) + 3) % 7 + 7) % 7 + 1 }
    case .dateDiff: return difference(parts)
    }
  }

  private func difference(_ parts: [Expression]) -> Value {
    guard let unit = text(parts[0]), let from = time(parts[1]), let to = time(parts[2]) else { return .null }
    if unit == "day" { return .number(Double(days(to) - days(from))) }
    let seconds = unit == "hour" ? 3600 : unit == "minute" ? 60 : 1
    return .number(Double(to - from) / Double(seconds * 1_000_000))
  }

  private func days(_ time: Int64) -> Int64 {
    time >= 0
      ? time / TimeSpan.microsecondsOfDay : -((TimeSpan.microsecondsOfDay - 1 - time) / TimeSpan.microsecondsOfDay)
  }

  /// By counting through years and months.
  private func civil(_ time: Int64) -> (year: Int, month: Int, day: Int) {
    func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
    var (year, rest) = (1970, Int(days(time)))
    while rest < 0 {
      year -= 1
      rest += isLeap(year) ? 366 : 365
    }
    while rest >= (isLeap(year) ? 366 : 365) {
      rest -= isLeap(year) ? 366 : 365
      year += 1
    }
    var month = 0
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    while rest >= lengths[month] {
      rest -= lengths[month]
      month += 1
    }
    return (year, month + 1, rest + 1)
  }
}
