public import Diagnostics
package import Terms

/// A log of events: what units did, and when; or a list of units, for what has no time.
public struct FactSpec: Sendable, Equatable {
  public let name: Positioned<String>
  public let sources: [Positioned<String>]
  public let format: SourceFormat
  /// How its files are written, where that differs from the other data.
  package let form: FileForm
  /// The column that says whose event a row is; nil where rows are known for many units at once, and joined by other keys.
  public let unit: Positioned<String>?
  /// The column with the time of the event; nil where the rows belong to no time, as in a list of members.
  public let time: Positioned<String>?
  /// The column of the coarser unit of assignment: beside a unit an event must also be of its cluster, without one it is the
  /// cluster's, which has it from its first exposure on.
  public let cluster: Positioned<String>?
  /// The column by which repeats of one event are known.
  public let id: Positioned<String>?
  /// The condition that events must fulfil.
  package let `where`: TypedExpression?
  /// The zone of times without an offset; nil is that of the data.
  public let timezone: Positioned<String>?

  /// How its times are written; nil where that is said of all data.
  package let times: TimeFormat?

  /// The sources as a message names them.
  public var sourceName: String {
    sources.count > 3
      ? "\(sources[0].value) and \(sources.count - 1) more" : sources.map(\.value).joined(separator: ", ")
  }
}

extension KeyTable {
  package static let fact = KeyTable(
    [
      .required("source", "a file \(SourceFormat.words), a pattern, or a list of these"),
      .optional("unit", "the column with the unit that the event belongs to"),
      .optional("time", "the column with the time of the event"),
      .optional("id", "the column that identifies repeats of one event"),
      .optional("cluster", "the column with the coarser unit of assignment that the event belongs to"),
      .optional("where", "the condition that events must meet"),
      .optional("timezone", "the IANA time zone of times without an offset"),
      .optional("time_format", "how its times are written, where that differs from the other data"),
    ] + fileForm)
}

extension ObjectReader {
  /// A fact without a unit is joined by other keys, as a cost that is known per campaign and day.
  ///
  /// - Returns: the outer nil after a fault.
  fileprivate func unitOfEvents() -> Positioned<String>?? {
    if let unit = value("unit") { return unit.label().map { .some($0) } }
    guard !mentions("unit") else { return nil }
    if !mentions("cluster"), let id = value("id") {
      faults.error(
        .misplacedKey, at: id.place, "\(name) has \"id\" without \"unit\"",
        remedy: "leave it out: every row of a fact that is joined by other keys counts")
    }
    return .some(nil)
  }
}

extension ValueReader {
  /// The keys of an object.
  var memberNames: [String] {
    guard case .object(let members) = node.value else { return [] }
    return members.map(\.key.value)
  }

  /// Facts by name; faulty ones are left out.
  func facts() -> [FactSpec]? {
    guard case .object(let members) = node.value else {
      return mismatch(
        "an object", remedy: "write { \"orders\": { \"source\": ..., \"unit\": ..., \"time\": ... }, ... }")
    }
    return members.compactMap { member in
      ValueReader(member.value, "the fact \(quoted(member.key.value))", faults: faults)
        .fact(Positioned(member.key.value, at: member.key.place))
    }
  }

  private func fact(_ name: Positioned<String>) -> FactSpec? {
    guard let object = ObjectReader(node, self.name, .fact, faults: faults) else { return nil }
    let sources = object.value("source")?.sources()
    let unit = object.unitOfEvents()
    let cluster = object.value("cluster")?.label()
    let time = object.stated("time") { $0.label() }
    let id = object.value("id")?.label()
    let condition = object.value("where")?.expression(as: .truth)
    let timezone = object.value("timezone")?.timezone()
    let times = object.value("time_format")?.timeFormat()
    let form = object.fileForm()
    guard let sources, case .some(let unit) = unit, !time.isFaulty,
      let format = SourceFormat(allOf: sources, stated: form.format, faults)
    else { return nil }
    return FactSpec(
      name: name, sources: sources, format: format, form: form, unit: unit, time: time.value, cluster: cluster, id: id,
      where: condition,
      timezone: timezone, times: times)
  }

  /// The name of a time zone; whether there is one of this name only the engine knows.
  func timezone() -> Positioned<String>? {
    guard let zone = label() else { return nil }
    let isPlain = zone.value.unicodeScalars.allSatisfy { scalar in
      ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
        || "/_+-".unicodeScalars.contains(scalar)
    }
    guard isPlain, zone.value.unicodeScalars.first?.properties.isAlphabetic ?? false else {
      faults.error(
        .invalidTimezone, at: zone.place, "\(name) is not a time zone: \(quoted(zone.value))",
        remedy: "write an IANA name such as \"Europe/Berlin\" or \"UTC\"")
      return nil
    }
    return zone
  }
}
