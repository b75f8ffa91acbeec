public import Diagnostics

/// A second table with a row per unit, whose columns become attributes of the units.
public struct JoinSpec: Sendable, Equatable {
  public let sources: [Positioned<String>]
  public let format: SourceFormat
  /// How its files are written, where that differs from the other data.
  package let form: FileForm
  /// Its column with the unit, which may have another name than that of the data.
  public let unit: Positioned<String>
  /// The columns that are taken, each once.
  public let columns: [Positioned<String>]

  /// The sources as a message names them.
  public var sourceName: String {
    sources.count > 3
      ? "\(sources[0].value) and \(sources.count - 1) more" : sources.map(\.value).joined(separator: ", ")
  }

  /// The place at which a fault of the table is reported.
  ///
  /// - Precondition: it has a source, or it is not parsed.
  public var place: SourcePlace { sources[0].place }
}

extension KeyTable {
  package static let join = KeyTable(
    [
      .required("source", "a file \(SourceFormat.words), a pattern, or a list of these"),
      .required("unit", "the column with the unit that a row belongs to"),
      .required("columns", "the columns that become attributes of the units"),
    ] + fileForm)
}

extension ValueReader {
  /// Second tables; faulty ones are left out.
  func joins() -> [JoinSpec] {
    guard case .array = node.value else { return [join()].compactMap(\.self) }
    return (elements() ?? []).compactMap { $0.join() }
  }

  private func join() -> JoinSpec? {
    guard let object = ObjectReader(node, name, .join, faults: faults) else { return nil }
    let sources = object.required("source")?.sources()
    let unit = object.required("unit")?.label()
    let columns = object.required("columns")?.joinedColumns()
    let form = object.fileForm()
    guard let sources, let unit, let columns, let format = SourceFormat(allOf: sources, stated: form.format, faults)
    else { return nil }
    return JoinSpec(sources: sources, format: format, form: form, unit: unit, columns: columns)
  }

  private func joinedColumns() -> [Positioned<String>]? {
    guard let columns = labels(duplicate: .duplicateAttribute) else { return nil }
    if columns.isEmpty {
      faults.error(.outOfRange, at: place, "\(name) is empty", remedy: "name at least one column")
      return nil
    }
    return columns
  }
}
