internal import Planning
internal import Tables
internal import Terms

/// Prints an expression of the spec in a dialect; columns are read as what the expression needs.
///
/// A number that is not finite is null wherever it is compared or chosen, for nobody means it to be greater than all others. It stays
/// what it is as the value of a metric, which has a reason for it.
struct ExpressionPrinter {
  let columns: SourceColumns

  var dialect: any SQLDialect { columns.dialect }
  var moments: MomentColumns { MomentColumns(dialect: dialect, zone: columns.source.zone) }

  func print(_ expression: Terms.Expression) -> String {
    switch expression.node {
    case .column(let reference): return column(reference)
    case .number(let text): return text.contains { ".eE".contains($0) } ? dialect.cast("'\(text)'", .double) : text
    case .text(let text): return dialect.literal(text)
    case .moment(let moment): return moments.moment(moment)
    case .truth(let value): return value ? "true" : "false"
    case .null: return "null"
    case .not(let part): return "(not \(print(part)))"
    case .minus(let part): return "(- \(number(part)))"
    case .arithmetic(let sign, let left, let right):
      return "(\(number(left)) \(sign.rawValue) \(sign == .divide ? finite(right) : number(right)))"
    case .comparison(let sign, let left, let right): return "(\(finite(left)) \(spelled(sign)) \(finite(right)))"
    case .and(let parts): return "(" + parts.map(print).joined(separator: " and ") + ")"
    case .or(let parts): return "(" + parts.map(print).joined(separator: " or ") + ")"
    case .isIn(let value, let list, let negated):
      return "(\(finite(value))\(negated ? " not" : "") in (\(list.map(finite).joined(separator: ", "))))"
    case .between(let value, let low, let high, let negated):
      return "(\(finite(value))\(negated ? " not" : "") between \(finite(low)) and \(finite(high)))"
    case .isNull(let part, let negated): return "(\(finite(part)) is\(negated ? " not" : "") null)"
    case .like(let value, let pattern, let negated):
      return "(\(print(value))\(negated ? " not" : "") like \(print(pattern)))"
    case .call(let function, let arguments): return call(function, arguments)
    case .cases(let branches, let otherwise):
      let whens = branches.map { " when \(print($0.condition)) then \(print($0.value))" }.joined()
      return "(case\(whens)\(otherwise.map { " else \(print($0))" } ?? "") end)"
    }
  }

  /// A double: whole numbers that are written out would be summed and multiplied as integers, which overflow.
  func number(_ expression: Terms.Expression) -> String {
    guard case .number(let text) = expression.node else { return print(expression) }
    return dialect.cast("'\(text)'", .double)
  }

  /// A value that is compared or chosen.
  func finite(_ expression: Terms.Expression) -> String {
    mayBeInfinite(expression) ? dialect.finite(number(expression)) : print(expression)
  }

  private func mayBeInfinite(_ expression: Terms.Expression) -> Bool {
    guard expression.type == .number else { return false }
    switch expression.node {
    case .column(let reference):
      let type = columns.reader(reference.name).type
      return type == .text || type == .real
    case .minus(let part): return mayBeInfinite(part)
    case .call(let function, let parts):
      switch function {
      case .coalesce, .nullif, .least, .greatest, .length, .number, .year, .month, .day, .hour, .weekday, .dateDiff:
        return false
      case .abs, .ceil, .floor, .ln, .log10, .round, .sqrt: return parts.contains(where: mayBeInfinite)
      case .exp, .concat, .lower, .upper, .trim, .replace, .substr, .text, .date: return true
      }
    case .cases(let branches, let otherwise):
      return branches.contains { mayBeInfinite($0.value) } || otherwise.map(mayBeInfinite) ?? false
    case .arithmetic: return true
    case .number, .text, .moment, .truth, .null, .not, .comparison, .and, .or, .isIn, .between, .isNull, .like:
      return false
    }
  }

  private func spelled(_ sign: ComparisonOperator) -> String { sign == .notEqual ? "<>" : sign.rawValue }

  private func column(_ reference: ColumnReference) -> String {
    let reader = columns.reader(reference.name)
    switch reference.use {
    case .number: return reader.number
    case .truth: return "(\(reader.truth) = 1)"
    case .text: return reader.text
    case .time: return moments.moment(reader)
    case .any: return reader.raw
    }
  }
}
