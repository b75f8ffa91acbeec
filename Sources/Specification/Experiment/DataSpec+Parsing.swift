import Diagnostics
internal import Terms

extension ValueReader {
  /// The data: a file, the assignments themselves, or an object that has them beside other things.
  func data() -> DataSpec? {
    switch node.value {
    case .string:
      guard let sources = sources() else { return nil }
      return DataSpec(
        sources: sources, form: .standard, text: .standard, rows: .units, unit: nil, cluster: nil,
        variant: [Positioned("variant", at: place)],
        units: nil, attributes: [], where: nil, place: place)
    case .object(let members) where members.contains { $0.key.value == "assignments" }:
      guard let object = ObjectReader(node, name, .nestedData, faults: faults) else { return nil }
      object.engine()
      let all = object.shared()
      guard let inner = object.value("assignments") else { return nil }
      return ObjectReader(inner.node, inner.name, .assignments, faults: faults)?.assignments(all)
    case .object:
      guard let object = ObjectReader(node, name, .data, faults: faults) else { return nil }
      object.engine()
      return object.assignments(object.shared())
    case .array, .number, .bool, .null:
      return mismatch(
        "a file or an object", remedy: "write \"data\": \"units.csv\" or { \"source\": \"units.csv\", ... }")
    }
  }

  /// A file or pattern, or a list of them, each once.
  func sources() -> [Positioned<String>]? {
    guard case .array = node.value else { return label().map { [$0] } }
    guard let labels = labels(duplicate: .duplicateSource) else { return nil }
    if labels.isEmpty {
      faults.error(.outOfRange, at: place, "\(name) is empty", remedy: "name at least one file")
      return nil
    }
    return labels
  }

  /// A column or several, each once.
  fileprivate func columns() -> [ColumnChoice]? {
    guard case .array = node.value else { return column().map { [$0] } }
    guard let columns = columnChoices(duplicate: .duplicateAttribute) else { return nil }
    if columns.isEmpty {
      faults.error(.outOfRange, at: place, "\(name) is empty", remedy: "name at least one column")
      return nil
    }
    return columns
  }
}

extension ObjectReader {
  fileprivate func engine() {
    guard let value = value("engine"), let engine = value.label() else { return }
    guard engine.value != "duckdb" else { return }
    faults.error(
      .notSupportedYet, at: engine.place, "the engine \(quoted(engine.value)) is not supported yet",
      remedy: "use \"duckdb\", which is the default")
  }

  fileprivate func facts() -> (all: [FactSpec], names: [String]) {
    guard let value = value("facts") else { return ([], []) }
    return (value.facts() ?? [], value.memberNames)
  }

  /// What holds for the assignments and for events.
  fileprivate func shared() -> SharedKeys {
    SharedKeys(form: fileForm(), text: textFormat(), facts: facts(), timezone: value("timezone")?.timezone())
  }

  fileprivate func assignments(_ shared: SharedKeys) -> DataSpec? {
    let rows = mentions("rows") ? word("rows", Vocabularies.rows)?.value : .units
    let sources = value("source").map { $0.sources() } ?? []
    let unit = value("unit")?.column()
    let cluster = value("cluster")?.column()
    let variant =
      value("variant").map { $0.columns() } ?? [ColumnChoice(name: Positioned("variant", at: place), computed: nil)]
    let units = value("units")?.label()
    let pair = value("pair")?.label()
    let trials = word("trials", Vocabularies.trials)
    let attributes = value("attributes")?.columnChoices(duplicate: .duplicateAttribute) ?? []
    let joins = value("join")?.joins() ?? []
    let time = value("time")?.label()
    let crossing = value("crossing")?.crossing()
    let trigger = value("trigger")?.trigger()
    let phases = value("phases")?.phases() ?? []
    let assignment = word("assignment", Vocabularies.assignment)
    let condition = value("where")?.expression(as: .truth)
    guard let rows, let sources, let variant else { return nil }
    if let trials, rows != .aggregates {
      faults.error(
        .unsuitableRows, at: trials.place, "\"trials\" does not apply when rows are \(rows.rawValue)",
        remedy: "leave it out")
    }
    let named = attributes.map(\.name)
    let joined = joins.flatMap(\.columns).filter { column in !named.contains { $0.value == column.value } }
    let computed = faults.unique(([unit, cluster].compactMap(\.self) + variant + attributes).compactMap(\.computed))
    return DataSpec(
      sources: sources, form: shared.form, text: shared.text, rows: rows, unit: unit?.name, cluster: cluster?.name,
      variant: variant.map(\.name), units: units, pair: pair, trialsAreUnits: trials != nil,
      joins: joins, attributes: named + joined, computed: computed,
      where: condition, crossing: crossing, assignment: assignment, time: time, trigger: trigger, phases: phases,
      facts: shared.facts.all,
      factNames: shared.facts.names,
      timezone: shared.timezone, place: place)
  }
}

/// What stands beside the assignments, or among their keys.
private struct SharedKeys {
  let form: FileForm
  let text: TextFormat
  let facts: (all: [FactSpec], names: [String])
  let timezone: Positioned<String>?
}
