public import Diagnostics

/// A second table with a row per unit, whose columns become attributes of the units; or with a row per row of aggregates.
public struct JoinSpec: Sendable, Equatable {
  /// What its rows belong to.
  public enum Key: Sendable, Equatable {
    /// Its column with the unit, which may have another name than that of the data.
    case unit(Positioned<String>)
    /// Columns that both tables have, which tell rows of aggregates apart; at least one.
    case on([Positioned<String>])

    /// The columns of the second table.
    public var columns: [Positioned<String>] {
      switch self {
      case .unit(let column): [column]
      case .on(let columns): columns
      }
    }
  }

  public let sources: [Positioned<String>]
  public let format: SourceFormat
  /// How its files are written, where that differs from the other data.
  package let form: FileForm
  public let key: Key
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
      .optional("unit", "the column with the unit that a row belongs to"),
      .optional(
        "on",
        "for rows of aggregates, the columns that both tables have and that tell rows apart, such as [\"day\", \"variant\"]"
      ),
      .required("columns", "the columns that are taken"),
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
    let key = object.joinKey()
    let columns = object.required("columns")?.joinedColumns()
    let form = object.fileForm()
    guard let sources, let key, let columns, let format = SourceFormat(allOf: sources, stated: form.format, faults)
    else { return nil }
    return JoinSpec(sources: sources, format: format, form: form, key: key, columns: columns)
  }

  fileprivate func joinedColumns() -> [Positioned<String>]? {
    guard let columns = labels(duplicate: .duplicateAttribute) else { return nil }
    if columns.isEmpty {
      faults.error(.outOfRange, at: place, "\(name) is empty", remedy: "name at least one column")
      return nil
    }
    return columns
  }
}

extension ObjectReader {
  fileprivate func joinKey() -> JoinSpec.Key? {
    guard let on = value("on") else { return required("unit")?.label().map(JoinSpec.Key.unit) }
    if let unit = value("unit") {
      faults.error(
        .misplacedKey, at: unit.place, "\(name) has \"unit\" beside \"on\"",
        remedy: "leave \"on\" out, or leave \"unit\" out for rows of aggregates")
      return nil
    }
    return on.joinedColumns().map(JoinSpec.Key.on)
  }
}
