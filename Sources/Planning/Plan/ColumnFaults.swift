internal import Diagnostics
internal import Specification
internal import Tables
internal import Terms

/// Collects what is wrong between the names in a spec and the columns of its source.
struct ColumnFaults {
  let spec: ExperimentSpec
  let schema: TableSchema
  /// The source as a message names it, and where the spec does.
  let source: String
  private let place: SourcePlace
  var diagnostics: [Diagnostic] = []
  /// Then no column can be found, and saying so of each would hide the reason.
  private var hasWrongDelimiter = false
  /// The columns of second tables, where the faults are those of the assignments: what they lack is said of themselves.
  private var joined: Set<String> = []

  init(spec: ExperimentSpec, schema: TableSchema) {
    self.init(
      spec: spec, schema: schema, values: spec.data.text.values, source: spec.sourceName, place: spec.sourcePlace,
      form: spec.data.form, home: "\"data\"")
    joined = Set(spec.data.joins.flatMap(\.columns).map(\.value))
  }

  /// - Parameters:
  ///   - form: what is said of the source itself.
  ///   - home: where in the spec that stands, as a message names it.
  init(
    spec: ExperimentSpec, schema: TableSchema, values: TextValues, source: String, place: SourcePlace, form: FileForm,
    home: String
  ) {
    self.spec = spec
    self.values = values
    self.schema = schema
    self.source = shortened(source)
    self.place = place
    checkDelimiter(form, home)
  }

  /// The type of a term's column; a column that is missing or cannot be read this way is reported.
  mutating func type(of term: MetricTerm) -> FieldType {
    switch term.input {
    case .threshold(let threshold):
      check(threshold.value)
      return .real
    case .expression(let value):
      check(value)
      return .real
    // Its columns are those of a fact.
    case .fact, .reach, .time: return .real
    case .quantile(let value, _): return type(of: MetricTerm(term.role, value, term.kind))
    case .column(let column):
      guard let type = find(column) else { return .text }
      switch type {
      case .truth, .integer, .real, .text: return type
      case .time, .instant: unreadable(column, term.kind, "times")
      case .other(let name): unreadable(column, term.kind, "values of type \(name)")
      }
      return type
    }
  }

  /// The type of a covariate's column; nil where there is no such column, or none that explains anything.
  mutating func typeOfCovariate(_ column: Positioned<String>) -> FieldType? {
    guard let type = find(column) else { return nil }
    switch type {
    case .truth, .integer, .real, .text: return type
    case .time, .instant, .other:
      let content = if case .other(let name) = type { "values of type \(name)" } else { "times" }
      add(
        .columnType, column.place, "the covariate \(quoted(column.value)) holds \(content)",
        "name a column that holds numbers or texts")
      return nil
    }
  }

  private mutating func unreadable(_ column: Positioned<String>, _ kind: TermKind, _ content: String) {
    let needed =
      switch kind {
      case .truth: "0 or 1, true or false, yes or no"
      case .number: "numbers"
      case .count: "counts"
      }
    add(
      .columnType, column.place,
      "column \(quoted(column.value)) holds \(content), but the metric needs \(needed)",
      "name a column that holds \(needed)")
  }

  /// How the table writes its columns.
  private let values: TextValues

  /// The columns of the assignments: unit, variant, attributes, and those of the filter.
  mutating func checkAssignments() {
    if let unit = spec.data.unit { _ = find(unit) }
    let hasLabels = !spec.data.sources.isEmpty && spec.variants.allSatisfy(\.columns.isEmpty)
    if hasLabels { for column in spec.data.variant { _ = find(column) } }
    for column in spec.data.crossing?.columns ?? [] { _ = find(column) }
    for column in [spec.data.units, spec.data.pair].compactMap(\.self) { _ = find(column) }
    if let cluster = spec.data.cluster { _ = find(cluster) }
    if let time = spec.data.time { checkTime(time) }
    for attribute in spec.data.attributes { _ = find(attribute) }
    if let filter = spec.data.where { check(filter) }
  }

  /// The column of a key, such as a unit.
  mutating func checkKey(_ column: Positioned<String>) { _ = find(column) }

  /// A column of times, or of what is written as times.
  mutating func checkTime(_ column: Positioned<String>) {
    guard let type = find(column) else { return }
    let content: String
    switch type {
    case .time, .instant, .text: return
    case .truth: content = "true and false"
    case .integer, .real:
      guard values.times(of: column.value) == .iso else { return }
      add(
        .columnType, column.place,
        "column \(quoted(column.value)) holds numbers, and nothing says which times they mean",
        "add \"time_format\": \"epoch-s\", \"epoch-ms\" or \"epoch-us\" for the time since 1970, \"excel\" for days of a spreadsheet, or a pattern such as \"%Y%m%d\""
      )
      return
    case .other(let name): content = "values of type \(name)"
    }
    add(
      .columnType, column.place, "column \(quoted(column.value)) holds \(content), but a time is needed",
      "name a column of timestamps or dates, or of texts such as 2026-03-01 12:00:00")
  }

  /// All metrics' covariates together: which of them are missing divides the summary.
  mutating func checkCovariates(_ columns: [Positioned<String>]) {
    var seen = Set<String>()
    let different = columns.filter { seen.insert($0.value).inserted }
    guard different.count > Grouping.mostCovariates else { return }
    add(
      .tooManyCovariates, different[Grouping.mostCovariates].place,
      "the metrics name \(different.count) different covariates, but at most \(Grouping.mostCovariates) are allowed",
      "keep those that explain most, above all earlier values of the metric")
  }

  mutating func check(_ filter: TypedExpression) {
    for reference in filter.columns {
      guard let type = find(Positioned(reference.name, at: reference.place)) else { continue }
      checkUse(reference, type)
    }
    for comparison in filter.root.orderedComparisons {
      let columns = comparison.columns.filter { schema[$0.name]?.type == .text }
      guard columns.count == 2 else { continue }
      add(
        .ambiguousComparison, comparison.place,
        "\(quoted(columns[0].name)) and \(quoted(columns[1].name)) are text columns, so they are not compared as numbers",
        "write number(\(columns[0].name)) to compare numbers, or date(\(columns[0].name)) to compare days")
    }
  }

  /// A text column is read as whatever the expression needs; a column of times is not.
  private mutating func checkUse(_ reference: ColumnReference, _ type: FieldType) {
    if reference.use == .time {
      checkTime(Positioned(reference.name, at: reference.place))
      return
    }
    let content =
      switch type {
      case .truth, .integer, .real, .text: ""
      case .time, .instant: "times"
      case .other(let name): "values of type \(name)"
      }
    guard !content.isEmpty, reference.use == .number || reference.use == .truth else { return }
    let use = reference.use == .number ? "a number" : "a condition"
    add(
      .columnType, reference.place,
      "column \(quoted(reference.name)) holds \(content), but the expression uses it as \(use)",
      type == .time || type == .instant
        ? "compare it with a text, such as \(reference.name) >= '2026-03-01'" : "use another column")
  }

  private mutating func find(_ column: Positioned<String>) -> FieldType? {
    if hasWrongDelimiter { return nil }
    if isAmbiguous(column) { return nil }
    if let field = schema[column.value] { return field.type }
    if joined.contains(column.value) { return nil }
    add(.unknownColumn, column.place, "no column \(quoted(column.value)) in \(source)", remedy(column.value))
    return nil
  }

  /// A name that the header has more than once. The engine does not tell case apart.
  private mutating func isAmbiguous(_ column: Positioned<String>) -> Bool {
    let name = asciiLowercased(column.value)
    let same = schema.fields.enumerated().filter { asciiLowercased($0.element.name) == name }
    guard same.count > 1, let first = same.first?.element.name, let second = same.dropFirst().first else {
      return false
    }
    let message =
      first == second.element.name
      ? "column \(quoted(first)) appears twice in \(source), again at position \(second.offset + 1)"
      : "columns \(quoted(first)) and \(quoted(second.element.name)) of \(source) differ only in case"
    add(.duplicateColumn, column.place, message, "rename one of the two in the header")
    return true
  }

  private func remedy(_ name: String) -> String {
    let names = schema.fields.map(\.name).filter { !$0.allSatisfy(\.isWhitespace) }
    if names.contains(name) {
      return "the header has the same letters with other code points: copy the name from there"
    }
    if let near = suggestion(for: name, among: names) { return "did you mean \(quoted(near))?" }
    if names.count == 1, schema.fields.count == 1, spec.format == .csv || spec.format == .tsv {
      return
        "the only column is \(quoted(names[0])); if that is a title above the header, add \"skip\" with the number of such lines"
    }
    let shown = names.prefix(12).map { quoted($0) }.joined(separator: ", ")
    return "the columns are \(shown)" + (names.count > 12 ? " and \(names.count - 12) more" : "")
  }

  /// A header that is one name with delimiters in it: the file is delimited otherwise than its name says.
  private mutating func checkDelimiter(_ form: FileForm, _ home: String) {
    guard schema.fields.count == 1, let only = schema.fields.first?.name,
      let found = [";", "\t", ",", "|"].first(where: { only.contains($0) })
    else { return }
    let shown = found == "\t" ? "tabs" : "\"\(found)\""
    let key = "\"delimiter\": \(found == "\t" ? "\"\\t\"" : shown)"
    hasWrongDelimiter = true
    add(
      .wrongDelimiter, place,
      "\(source) has one column, \(quoted(only)), which looks delimited by \(shown)",
      form.delimiter == nil ? "add \(key) to \(home)" : "write \(key) in \(home)")
  }

  mutating func add(_ code: DiagnosticCode, _ place: SourcePlace, _ message: String, _ remedy: String) {
    diagnostics.append(Diagnostic(code: code, at: place, message, remedy: remedy))
  }
}

extension Terms.Expression {
  /// Comparisons that ask for an order, anywhere in the expression.
  fileprivate var orderedComparisons: [Terms.Expression] {
    let inner = parts.flatMap(\.orderedComparisons)
    guard case .comparison(let sign, let left, let right) = node, sign.needsOrder, left.isColumn, right.isColumn
    else { return inner }
    return [self] + inner
  }

  fileprivate var isColumn: Bool {
    if case .column = node { true } else { false }
  }
}
