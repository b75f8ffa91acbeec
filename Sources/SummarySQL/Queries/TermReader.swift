internal import Planning
internal import Tables
internal import Terms

/// A term of a metric as two SQL columns: its value, and why it has none.
struct TermReader {
  let columns: SourceColumns
  let term: PlannedTerm
  /// The column that has what `read` gives.
  let cast: SQLColumn
  /// The raw quantile of each variant, where values are held against it; nil of a variant without values.
  var thresholds: [Double?] = []

  /// - Precondition: the term reads a column.
  private var reader: ColumnReader { columns.reader(term.soleColumn) }

  /// The column as a number or a truth value. A step of its own gives it out as `cast`, for an engine does not notice that
  /// several branches of a CASE read the same text.
  var read: String {
    switch (term.input, term.kind) {
    case (.one, _): "1"
    case (.threshold(let threshold), _): number(threshold.value)
    case (.expression(let expression), _): number(expression.value)
    case (.column, .truth): reader.truth
    case (.column, .number), (.column, .count), (.share, _), (.events, _): reader.number
    }
  }

  private func number(_ expression: TypedExpression) -> String {
    columns.dialect.cast(ExpressionPrinter(columns: columns).print(expression.root), .double)
  }

  /// The value, NULL where there is none.
  var value: String {
    switch (term.input, term.absence) {
    case (.column, .zero), (.share, .zero):
      "case when \(cast) is not null then \(cast) when \(reader.raw) is null then 0 end"
    case (.threshold, .zero), (.expression, .zero): "coalesce(\(cast), 0)"
    case (.column, .drop), (.column, .indicated), (.threshold, .drop), (.threshold, .indicated), (.one, _), (.share, _),
      (.expression, .drop), (.expression, .indicated), (.events, _):
      "\(cast)"
    }
  }

  /// The value, NULL where it cannot be used; of a share, whether the variant's quantile is not below it.
  var usableValue: String {
    if case .threshold(let threshold) = term.input {
      let bound = columns.dialect.cast("'\(threshold.bound)'", .double)
      let beyond = "\(value) \(threshold.side == .above ? ">" : "<") \(bound)"
      return "case when \(isUsable) then case when \(beyond) then 1 else 0 end end"
    }
    guard case .share(_, let isStrict) = term.input else { return usableNumber }
    let sign = isStrict ? "<" : "<="
    return "case when \(usableNumber) \(sign) \(threshold) then 1 when \(usableNumber) is not null then 0 end"
  }

  private var threshold: String { Self.threshold(thresholds, in: columns.dialect) }

  /// The raw quantile of a row's variant.
  static func threshold(_ thresholds: [Double?], in dialect: any SQLDialect) -> String {
    let branches = thresholds.enumerated().compactMap { arm, value in
      value.map { "when \(arm) then \(dialect.literal($0))" }
    }
    let none = "cast(null as \(dialect.typeName(.double)))"
    return branches.isEmpty ? none : "case \(.arm) \(branches.joined(separator: " ")) end"
  }

  private var usableNumber: String {
    // Events are cut after they were summed to their unit.
    if let cut = term.cut, columns.source.rows != .events {
      return "case when \(isUsable) then \(part(cut)) end"
    }
    // Of a truth value, and of a number that is always finite, only NULL is of no use.
    let usable =
      term.kind == .count || term.canBeInfinite || term.rule != .any ? "case when \(isUsable) then \(value) end" : value
    // Outside the CASE, so that no engine ever takes the logarithm of what it filters out.
    return term.rule == .logarithm ? "ln(\(usable))" : usable
  }

  private func part(_ cut: PlannedTerm.Cut) -> String {
    func literal(_ number: Double) -> String { columns.dialect.cast("'\(number)'", .double) }
    return switch cut {
    case .upTo(let cap), .eachUpTo(let cap):
      "case when \(value) > \(literal(cap)) then \(literal(cap)) else \(value) end"
    case .above(let cap), .eachAbove(let cap):
      "case when \(value) > \(literal(cap)) then \(value) - \(literal(cap)) else \(literal(0)) end"
    }
  }

  /// 0, or the code of the reason why the value cannot be used. The usable come first, for nearly all are.
  var state: String {
    var branches = ["when \(isUsable) then 0"]
    let raw = term.column == nil ? "\(cast)" : reader.raw
    if term.absence == .drop { branches.append("when \(raw) is null then \(DropReason.missing.code)") }
    if term.canBeUnreadable { branches.append("when \(value) is null then \(DropReason.unreadable.code)") }
    if term.canBeInfinite {
      branches.append("when not \(columns.dialect.isFinite(value)) then \(DropReason.notFinite.code)")
    }
    let otherwise: DropReason =
      switch term.rule {
      case .any: .impossible
      case .nonNegative: .negative
      case .logarithm: .notPositive
      }
    return "case \(branches.joined(separator: " ")) else \(otherwise.code) end"
  }

  private var isUsable: String {
    let isPresent = term.canBeInfinite ? columns.dialect.isFinite(value) : "\(value) is not null"
    let isNumber =
      switch term.rule {
      case .any: isPresent
      case .nonNegative: "\(isPresent) and \(value) >= 0"
      case .logarithm: "\(isPresent) and \(value) > 0"
      }
    guard term.kind == .count else { return isNumber }
    return "\(isNumber) and \(value) >= 0 and \(value) <= \(Self.largestCount) and \(value) = floor(\(value))"
  }

  /// 2^53: above it doubles skip whole numbers.
  private static let largestCount = 9_007_199_254_740_992
}

extension DropReason {
  /// How the reason is written in a query; 0 is "kept".
  var code: Int {
    switch self {
    case .filtered: 1
    case .missing: 2
    case .unreadable: 3
    case .notFinite: 4
    case .impossible: 5
    case .negative: 6
    case .notPositive: 7
    case .immature: 8
    }
  }
}
