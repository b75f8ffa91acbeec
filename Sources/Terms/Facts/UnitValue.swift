package import Diagnostics

/// The source of a number of each unit.
package enum UnitValue: Sendable, Equatable {
  case column(Positioned<String>)
  /// Computed from columns of the unit.
  case expression(TypedExpression)
  case fact(FactTerm)

  /// The value in words; nil for a column, which is taken as it stands.
  package var inWords: String? {
    switch self {
    case .column: nil
    case .expression(let value): "\(value.text.text) of each unit"
    case .fact(let term): term.inWords
    }
  }

  /// What is made of events; nil where a unit's own columns are read.
  package var fact: FactTerm? {
    if case .fact(let term) = self { term } else { nil }
  }

  /// The expression over columns of the unit; nil where none is computed.
  package var computed: TypedExpression? {
    if case .expression(let value) = self { value } else { nil }
  }

  /// The columns of the unit that are read.
  package var columns: [String] {
    switch self {
    case .column(let column): [column.value]
    case .expression(let value): value.columns.map(\.name)
    case .fact: []
    }
  }

  /// The value in words, a column as its name.
  package var name: String {
    if case .column(let column) = self { quoted(column.value) } else { inWords ?? "" }
  }
}

extension UnitValue {
  /// The same number times a thousand.
  package func timesThousand() -> UnitValue {
    switch self {
    case .column(let column):
      let reference = ColumnReference(column.value, at: column.place, use: .number)
      let name = TypedExpression(
        root: Expression(.column(reference), at: column.place), type: .number,
        text: PlacedText(column.value.isPlainName ? column.value : quoted(column.value), at: column.place))
      return .expression(name.timesThousand())
    case .expression(let value): return .expression(value.timesThousand())
    case .fact(let term): return .fact(term.times(1000))
    }
  }
}

extension TypedExpression {
  fileprivate func timesThousand() -> TypedExpression {
    let isAtom =
      switch root.node {
      case .column, .number, .call, .cases: true
      case .text, .moment, .truth, .null, .not, .minus, .arithmetic, .comparison, .and, .or, .isIn, .between, .isNull,
        .like:
        false
      }
    return TypedExpression(
      root: Expression(.arithmetic(.multiply, root, Expression(.number("1000"), at: place)), at: place), type: .number,
      text: PlacedText("\(isAtom ? text.text : "(\(text.text))") * 1000", at: text.place))
  }
}

extension String {
  /// Whether an expression can name a column so without quotes.
  package var isPlainName: Bool {
    !isEmpty
      && utf8.allSatisfy { (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
      && !(48...57).contains(utf8.first ?? 48)
  }
}
