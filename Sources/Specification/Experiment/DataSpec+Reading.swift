import Diagnostics

extension ValueReader {
  /// The data: a file, the assignments themselves, or an object that has them beside other things.
  func data() -> DataSpec? {
    switch node.value {
    case .string:
      guard let source = label(), let format = SourceFormat(source, faults) else { return nil }
      return DataSpec(
        source: source, format: format, unit: nil, variant: Positioned("variant", at: place), attributes: [], where: nil
      )
    case .object(let members) where members.contains { $0.key.value == "assignments" }:
      guard let object = ObjectReader(node, name, .nestedData, faults: faults) else { return nil }
      object.engine()
      guard let inner = object.value("assignments") else { return nil }
      return ObjectReader(inner.node, inner.name, .assignments, faults: faults)?.assignments()
    case .object:
      guard let object = ObjectReader(node, name, .data, faults: faults) else { return nil }
      object.engine()
      return object.assignments()
    case .array, .number, .bool, .null:
      return mismatch(
        "a file or an object", remedy: "write \"data\": \"units.csv\" or { \"source\": \"units.csv\", ... }")
    }
  }

  /// A single name where the grammar also has lists, which are planned.
  fileprivate func single() -> ValueReader? {
    guard case .array = node.value else { return self }
    faults.error(
      .notSupportedYet, at: place, "a list under \(name) is not supported yet", remedy: "name one, without brackets")
    return nil
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

  fileprivate func assignments() -> DataSpec? {
    _ = word("rows", Vocabularies.rows)
    let source = value("source")?.single()?.label()
    let format = source.flatMap { SourceFormat($0, faults) }
    let unit = value("unit")?.label()
    let variant = value("variant").map { $0.single()?.label() } ?? Positioned("variant", at: place)
    let attributes = value("attributes")?.labels(duplicate: .duplicateAttribute) ?? []
    let condition = value("where")?.expression(as: .truth)
    guard let source, let format, let variant else { return nil }
    return DataSpec(
      source: source, format: format, unit: unit, variant: variant, attributes: attributes, where: condition)
  }
}
