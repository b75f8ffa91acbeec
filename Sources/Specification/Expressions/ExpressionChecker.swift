import Diagnostics
internal import Terms

/// Checks that the parts of an expression fit together, and tells every column what it is used for.
///
/// Types flow up from constants and operators and down into columns: in `coalesce(spent, 0) > limit` both columns are
/// numbers, in `a = b` neither tells. The faults of all parts are reported.
struct ExpressionChecker {
  let faults: FaultCollector
  private(set) var failed = false

  init(faults: FaultCollector) {
    self.faults = faults
  }

  /// The expression with its columns' uses, where a value of a type is needed.
  mutating func checked(_ expression: Expression, as wanted: ExpressionType, by owner: String) -> Expression {
    let type = expression.type
    if wanted == .time, case .text(let text) = expression.node { return moment(text, expression, owner) }
    let isTimeInText = wanted == .time && type == .text && expression.mayBeTime
    if wanted != .unknown, type != .unknown, type != wanted, !isTimeInText {
      mismatch(expression, wanted, owner)
      return expression
    }
    return Expression(node(expression, wanted), at: expression.place)
  }

  private mutating func node(_ expression: Expression, _ wanted: ExpressionType) -> Expression.Node {
    switch expression.node {
    case .column(let reference):
      return .column(ColumnReference(reference.name, at: reference.place, use: wanted.columnUse))
    case .number, .text, .moment, .truth, .null: return expression.node
    case .not(let part): return .not(checked(part, as: .truth, by: "\"not\""))
    case .minus(let part): return .minus(checked(part, as: .number, by: "\"-\""))
    case .arithmetic(let sign, let left, let right):
      let parts = all([left, right], as: .number, by: quoted(sign.rawValue))
      return .arithmetic(sign, parts[0], parts[1])
    case .comparison(let sign, let left, let right):
      let parts = compared([left, right], needsOrder: sign.needsOrder, by: quoted(sign.rawValue))
      return .comparison(sign, parts[0], parts[1])
    case .and(let parts): return .and(all(parts, as: .truth, by: "\"and\""))
    case .or(let parts): return .or(all(parts, as: .truth, by: "\"or\""))
    case .isIn(let value, let list, let negated):
      let parts = compared([value] + list, needsOrder: false, by: "\"in\"")
      return .isIn(parts[0], Array(parts.dropFirst()), negated: negated)
    case .between(let value, let low, let high, let negated):
      let parts = compared([value, low, high], needsOrder: true, by: "\"between\"")
      return .between(parts[0], low: parts[1], high: parts[2], negated: negated)
    case .isNull(let part, let negated):
      return .isNull(checked(part, as: .unknown, by: "\"is null\""), negated: negated)
    case .like(let value, let pattern, let negated):
      let parts = all([value, pattern], as: .text, by: "\"like\"")
      return .like(parts[0], pattern: parts[1], negated: negated)
    case .call(let function, let arguments): return .call(function, call(function, arguments, wanted))
    case .cases(let branches, let otherwise):
      let type = wanted == .unknown ? expression.type : wanted
      return .cases(
        branches.map {
          Expression.Branch(
            condition: checked($0.condition, as: .truth, by: "\"when\""),
            value: checked($0.value, as: type, by: "\"case\""))
        }, otherwise: otherwise.map { checked($0, as: type, by: "\"case\"") })
    }
  }

  private mutating func call(
    _ function: ScalarFunction, _ arguments: [Expression], _ wanted: ExpressionType
  ) -> [Expression] {
    let (name, signature) = (quoted(function.rawValue), function.signature)
    let type = wanted == .unknown ? Expression.common(arguments) : wanted
    switch function {
    case .coalesce, .nullif: return all(arguments, as: type, by: name)
    case .least, .greatest: return ordered(arguments, as: type, by: name)
    case .dateDiff: checkPart(arguments[0])
    case .substr: for argument in arguments.dropFirst() { checkConstant(argument, 1...1_000_000, name) }
    case .round: for argument in arguments.dropFirst() { checkConstant(argument, 0...15, name) }
    default: break
    }
    return arguments.enumerated().map { checked($1, as: signature.type(of: $0), by: name) }
  }

  /// A count that is written out, so that no row makes it another one.
  private mutating func checkConstant(_ argument: Expression, _ range: ClosedRange<Int>, _ owner: String) {
    if case .number(let text) = argument.node, let number = Int(text), range.contains(number) { return }
    fail(
      .expressionType, argument,
      "\(owner) needs a whole number from \(range.lowerBound) to \(range.upperBound) here, found \(argument.found)",
      "write the number itself, without a sign")
  }

  /// A word for the unit of a difference of times, which is written out.
  private mutating func checkPart(_ part: Expression) {
    if case .text(let text) = part.node, ScalarFunction.timeParts.contains(text) { return }
    fail(
      .expressionType, part, "\"date_diff\" needs a unit of time first, found \(part.found)",
      "write \(ScalarFunction.timeParts.map { "'\($0)'" }.joined(separator: ", "))")
  }

  private mutating func all(_ parts: [Expression], as type: ExpressionType, by owner: String) -> [Expression] {
    parts.map { checked($0, as: type, by: owner) }
  }

  /// Parts that are compared with each other: one type, no null, and an order where one is needed.
  private mutating func compared(_ parts: [Expression], needsOrder: Bool, by owner: String) -> [Expression] {
    for part in parts where part.node == .null {
      fail(
        .nullComparison, part, "\(owner) compares with null, which is never true or false",
        "write is null or is not null")
    }
    let type = Expression.common(parts)
    guard needsOrder else { return all(parts, as: type, by: owner) }
    return ordered(parts, as: type == .text ? order(parts, by: owner) : type, by: owner)
  }

  /// Texts have an order as times only: `'10' < '9'` is what nobody means.
  private mutating func order(_ parts: [Expression], by owner: String) -> ExpressionType {
    if parts.allSatisfy(\.mayBeTime) { return .time }
    for part in parts {
      guard case .text(let text) = part.node, Moment(text) == nil else { continue }
      let remedy =
        Double(text) != nil
        ? "write \(text) without quotes"
        : text.contains(where: \.isNumber)
          ? "write dates as '2026-03-01', and say with \"time_format\" how the column writes them"
          : "compare texts with =, in or like"
      fail(.expressionType, part, "\(owner) needs numbers or times, found the text '\(shortened(text))'", remedy)
      return .unknown
    }
    for part in parts where part.type == .text {
      fail(
        .expressionType, part, "\(owner) needs numbers or times, found \(part.found)",
        "write number(...) or date(...) around it, or compare texts with =, in or like")
    }
    return .unknown
  }

  /// A text where a time is needed.
  private mutating func moment(_ text: String, _ expression: Expression, _ owner: String) -> Expression {
    if let moment = Moment(text) { return Expression(.moment(moment), at: expression.place) }
    fail(
      .expressionType, expression, "\(owner) needs a time here, found \(expression.found)",
      "write '2026-03-01' or '2026-03-01 12:00:00'")
    return expression
  }

  /// Parts of one type that has an order.
  private mutating func ordered(_ parts: [Expression], as type: ExpressionType, by owner: String) -> [Expression] {
    if let part = parts.first(where: { $0.type == .truth }) {
      fail(
        .expressionType, part, "\(owner) needs values that have an order, found \(part.found)",
        "compare conditions with = or !=")
    }
    return all(parts, as: type, by: owner)
  }

  private mutating func mismatch(_ expression: Expression, _ wanted: ExpressionType, _ owner: String) {
    let remedy: String? =
      switch (wanted, expression.type) {
      case (.number, .text): "write numbers without quotes"
      case (.text, .number): "put text in single quotes"
      case (.truth, _): "compare it with something, for example x > 0"
      case (.number, .truth): "write case when ... then 1 else 0 end"
      case (.time, .number): "compare a part of the time, such as year(x)"
      case (.number, .time): "write year(x), hour(x) or date_diff('day', x, y)"
      case (.text, .time): "write text(...) around it"
      case (.time, .text): "write date(...) around it"
      case (.time, _): "write '2026-03-01'"
      case (.number, _), (.text, _), (.unknown, _): nil
      }
    fail(.expressionType, expression, "\(owner) needs \(wanted.description) here, found \(expression.found)", remedy)
  }

  private mutating func fail(_ code: DiagnosticCode, _ expression: Expression, _ message: String, _ remedy: String?) {
    failed = true
    faults.error(code, at: expression.place, message, remedy: remedy)
  }
}

extension Expression {
  /// Whether a column or a text that is written out could be a time.
  fileprivate var mayBeTime: Bool {
    switch node {
    case .text(let text): Moment(text) != nil
    case .column, .null, .moment: true
    case .call(let function, let parts):
      function.signature.result == .time || function.signature.result == .unknown && parts.allSatisfy(\.mayBeTime)
    case .cases(let branches, let otherwise):
      branches.allSatisfy { $0.value.mayBeTime } && otherwise?.mayBeTime ?? true
    case .number, .truth, .not, .minus, .arithmetic, .comparison, .and, .or, .isIn, .between, .isNull, .like: false
    }
  }
}
