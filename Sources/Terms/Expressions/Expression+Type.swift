import Diagnostics

extension Expression {
  /// What the expression gives, as far as its own text tells.
  ///
  /// Where parts must agree, as the branches of `case`, the first that is known decides.
  package var type: ExpressionType {
    switch node {
    case .column(let reference): reference.use.type
    case .null: .unknown
    case .number, .minus, .arithmetic: .number
    case .text: .text
    case .truth, .not, .comparison, .and, .or, .isIn, .between, .isNull, .like: .truth
    case .moment: .time
    case .call(let function, let parts):
      function.signature.result == .unknown ? Self.common(parts) : function.signature.result
    case .cases(let branches, let otherwise): Self.common(branches.map(\.value) + (otherwise.map { [$0] } ?? []))
    }
  }

  /// The type of the first part that tells.
  package static func common(_ parts: [Expression]) -> ExpressionType {
    for part in parts {
      let type = part.type
      if type != .unknown { return type }
    }
    return .unknown
  }

  /// The expression as a message names what was found: `the number 5`, `the text 'a'`, `a condition`.
  package var found: String {
    switch node {
    case .number(let text): "the number \(shortened(text))"
    case .text(let text): "the text '\(shortened(text))'"
    case .truth(let value): String(value)
    case .null: "null"
    default: type.description
    }
  }
}

extension ColumnUse {
  package var type: ExpressionType {
    switch self {
    case .number: .number
    case .text: .text
    case .truth: .truth
    case .time: .time
    case .any: .unknown
    }
  }
}
