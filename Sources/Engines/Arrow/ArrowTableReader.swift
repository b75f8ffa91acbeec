internal import CArrow
internal import Tables

/// Collects Arrow batches into a table.
///
/// The values are copied, so a batch can be released as soon as it is appended.
struct ArrowTableReader {
  private let names: [String]
  private let columns: [ArrowColumnReader]

  /// - Parameter schema: a struct whose children are the columns.
  /// - Throws: ``EngineError/Kind/conversion`` that names a column whose type cannot be read.
  init(schema: ArrowSchema) throws(EngineError) {
    var names: [String] = []
    var columns: [ArrowColumnReader] = []
    for index in 0..<Int(schema.n_children) {
      guard let child = schema.children?[index]?.pointee else { continue }
      let name = child.name.map { String(cString: $0) } ?? ""
      names.append(name)
      columns.append(try Self.reader(of: child, named: name))
    }
    self.names = names
    self.columns = columns
  }

  /// - Parameter batch: a struct array of the schema's children.
  func append(_ batch: ArrowArray) {
    let rows = Int(batch.offset)..<Int(batch.offset + batch.length)
    for (index, column) in columns.enumerated() {
      guard let child = batch.children?[index]?.pointee else { continue }
      column.append(child, rows)
    }
  }

  func table() -> Table {
    Table(names: names, columns: columns.map { $0.column() })
  }

  private static func reader(of schema: ArrowSchema, named name: String) throws(EngineError) -> ArrowColumnReader {
    let text = schema.format.map { String(cString: $0) } ?? ""
    let valueText = schema.dictionary?.pointee.format.map { String(cString: $0) }
    switch (ArrowFormat(text), valueText.map(ArrowFormat.init)) {
    case (let format?, nil):
      return format.reader()
    case (.signed(let bytes)?, .string(let offsetBytes)??):
      return ArrowFormat.dictionaryReader(isSigned: true, indexBytes: bytes, offsetBytes: offsetBytes)
    case (.unsigned(let bytes)?, .string(let offsetBytes)??):
      return ArrowFormat.dictionaryReader(isSigned: false, indexBytes: bytes, offsetBytes: offsetBytes)
    default:
      throw EngineError(
        .conversion, "the column \"\(name)\" has a type that cannot be read",
        detail: "Its Arrow format is \(valueText ?? text). Cast it in the query, for instance to VARCHAR.")
    }
  }
}
