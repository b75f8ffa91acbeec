public import Diagnostics
public import Terms

/// Metrics that share an error rate.
public struct FamilySpec: Sendable, Equatable {
  public let name: Positioned<String>
  /// Names of metrics, in the order of the weights.
  public let metrics: [Positioned<String>]
  /// The shares of the error that they start with; equal where the spec says nothing.
  public let weights: [Double]?
  /// What a rejected metric passes on to the others, one row per metric.
  public let transitions: [[Double]]?
  public let control: FamilyControl
  /// The family that must be rejected as a whole before this one counts.
  public let after: Positioned<String>?
}

extension KeyTable {
  package static let family = KeyTable([
    .required("name", "the name of the family"),
    .required("metrics", "a list of metric names"),
    .optional("weights", "each metric's share of the error"),
    .optional("transitions", "the shares of its error that a rejected metric passes on to the others"),
    .optional("control", "the kind of error that is controlled"),
    .optional("after", "the family that must be rejected first"),
  ])
}

extension ValueReader {
  /// Families with names of their own, each metric in one of them at most.
  func families(of metrics: [MetricSpec]?, _ correction: Correction) -> [FamilySpec]? {
    guard let elements = elements() else { return nil }
    let families = elements.compactMap { $0.family(of: metrics, correction) }
    var (names, owners): (Set<String>, [String: String]) = ([], [:])
    for family in families {
      if let after = family.after, !names.contains(after.value) {
        let near = suggestion(for: after.value, among: Array(names).sorted()).map { "did you mean \(quoted($0))?" }
        faults.error(
          .unknownFamily, at: after.place, "no earlier family is named \(quoted(after.value))",
          remedy: near ?? "name a family that comes before this one")
      }
      if !names.insert(family.name.value).inserted {
        faults.error(
          .duplicateFamily, at: family.name.place, "two families are named \(quoted(family.name.value))",
          remedy: "rename one of them")
      }
      for metric in family.metrics {
        if let owner = owners.updateValue(family.name.value, forKey: metric.value) {
          faults.error(
            .duplicateFamily, at: metric.place,
            "the metric \(quoted(metric.value)) is in the families \(quoted(owner)) and \(quoted(family.name.value))",
            remedy: "keep it in one of them")
        }
      }
    }
    return families
  }

  private func family(of metrics: [MetricSpec]?, _ correction: Correction) -> FamilySpec? {
    guard let object = ObjectReader(node, "a family", .family, faults: faults) else { return nil }
    let name = object.value("name")?.displayName()
    let members = object.value("metrics")?.labels(duplicate: .duplicateFamily)
    let control = object.word("control", Vocabularies.control)?.value ?? .familywise
    let after = object.value("after")?.label()
    let known = metrics?.map(\.name.value)
    for member in members ?? [] {
      guard let known, !known.contains(member.value) else { continue }
      faults.error(
        .unknownFamily, at: member.place, "no metric is named \(quoted(member.value))",
        remedy: suggestion(for: member.value, among: known).map { "did you mean \(quoted($0))?" }
          ?? use(oneOf: known))
    }
    let count = members?.count ?? 0
    let weights = object.value("weights")?.shares(count)
    let transitions = object.value("transitions").map { value in
      value.elements()?.compactMap { $0.shares(count) } ?? []
    }
    if let rows = transitions, let place = object.value("transitions")?.place {
      checkGraph(rows, weights, count, correction, place)
    }
    guard let name, let members else { return nil }
    return FamilySpec(
      name: name, metrics: members, weights: weights, transitions: transitions, control: control, after: after)
  }

  /// Shares from 0 to 1, one per metric, which sum to 1 at most.
  private func shares(_ count: Int) -> [Double]? {
    guard let elements = elements() else { return nil }
    let shares = elements.compactMap {
      $0.number(
        "0, or from 0.000001 to 1", remedy: "write a share of the error, such as 0.5",
        where: { $0 == 0 || (1e-6...1).contains($0) })?
        .value
    }
    guard shares.count == elements.count else { return nil }
    guard shares.count == count else {
      faults.error(
        .invalidGraph, at: place,
        "\(name) has \(shares.count) numbers, but the family has \(count) metric\(count == 1 ? "" : "s")",
        remedy: "write one number per metric, in the order of the metrics")
      return nil
    }
    guard shares.reduce(0, +) <= 1 + 1e-9 else {
      faults.error(
        .invalidGraph, at: place, "the numbers of \(name) sum to more than 1", remedy: "they are shares of one error")
      return nil
    }
    return shares
  }

  private func checkGraph(
    _ rows: [[Double]], _ weights: [Double]?, _ count: Int, _ correction: Correction, _ place: SourcePlace
  ) {
    if correction != .graph {
      faults.error(
        .invalidGraph, at: place, "\"transitions\" apply only with the correction \"graph\"",
        remedy: "write \"correction\": \"graph\" in \"inference\", or leave them out")
    } else if rows.count != count {
      faults.error(
        .invalidGraph, at: place,
        "\"transitions\" has \(rows.count) valid row\(rows.count == 1 ? "" : "s"), but the family has \(count) metric\(count == 1 ? "" : "s")",
        remedy: "write one row per metric, in the order of the metrics")
    } else if let index = rows.indices.first(where: { rows[$0][$0] != 0 }) {
      faults.error(
        .invalidGraph, at: place, "row \(index + 1) of \"transitions\" passes error on to its own metric",
        remedy: "write 0 on the diagonal")
    }
  }
}
