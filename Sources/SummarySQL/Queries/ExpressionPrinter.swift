internal import Terms

/// Prints an expression of the spec in a dialect; text columns are cast where the expression needs a number or a truth.
struct ExpressionPrinter {
  let columns: SourceColumns

  private var dialect: any SQLDialect { columns.dialect }

  func print(_ expression: Terms.Expression) -> String {
    switch expression.node {
    case .column(let reference): return column(reference)
    case .number(let text): return text.contains { ".eE".contains($0) } ? dialect.cast("'\(text)'", .double) : text
    case .text(let text): return dialect.literal(text)
    case .truth(let value): return value ? "true" : "false"
    case .null: return "null"
    case .not(let part): return "(not \(print(part)))"
    case .minus(let part): return "(- \(print(part)))"
    case .arithmetic(let sign, let left, let right): return "(\(print(left)) \(sign.rawValue) \(print(right)))"
    case .comparison(let sign, let left, let right): return "(\(print(left)) \(spelled(sign)) \(print(right)))"
    case .and(let parts): return "(" + parts.map(print).joined(separator: " and ") + ")"
    case .or(let parts): return "(" + parts.map(print).joined(separator: " or ") + ")"
    case .isIn(let value, let list, let negated):
      return "(\(print(value))\(negated ? " not" : "") in (\(list.map(print).joined(separator: ", "))))"
    case .between(let value, let low, let high, let negated):
      return "(\(print(value))\(negated ? " not" : "") between \(print(low)) and \(print(high)))"
    case .isNull(let part, let negated): return "(\(print(part)) is\(negated ? " not" : "") null)"
    case .like(let value, let pattern, let negated):
      return "(\(print(value))\(negated ? " not" : "") like \(print(pattern)))"
    case .call(let function, let arguments):
      return "\(function.rawValue)(\(arguments.map(print).joined(separator: ", ")))"
    case .cases(let branches, let otherwise):
      let whens = branches.map { " when \(print($0.condition)) then \(print($0.value))" }.joined()
      return "(case\(whens)\(otherwise.map { " else \(print($0))" } ?? "") end)"
    }
  }

  private func spelled(_ sign: ComparisonOperator) -> String { sign == .notEqual ? "<>" : sign.rawValue }

  private func column(_ reference: ColumnReference) -> String {
    let reader = columns.reader(reference.name)
    switch reference.use {
    case .number: return reader.number
    case .truth: return "(\(reader.truth) = 1)"
    case .text: return reader.text
    case .any: return reader.raw
    }
  }
}
