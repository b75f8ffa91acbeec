public import Diagnostics
public import Terms

/// A part of a ramp: units exposed before a time, after the earlier parts, were assigned with these weights.
public struct PhaseSpec: Sendable, Equatable {
  /// The first moment of the next phase; nil for a last phase that lasts until the end.
  public let until: Positioned<Moment>?
  /// One per variant, in the order of the spec.
  public let weights: [Double]
  public let place: SourcePlace
}

extension KeyTable {
  package static let phase = KeyTable([
    .optional("until", "the first moment of the next phase"),
    .required("weights", "a weight for each variant, in the order of the variants"),
  ])
}

extension ValueReader {
  /// Phases in the order of time; faulty ones are left out.
  func phases() -> [PhaseSpec] { elements()?.compactMap { $0.phase() } ?? [] }

  private func phase() -> PhaseSpec? {
    guard let object = ObjectReader(node, "a phase", .phase, faults: faults) else { return nil }
    let until = object.value("until")?.moment()
    let elements = object.value("weights")?.elements()
    let weights = elements?.compactMap {
      $0.number("0 or more", remedy: "write a weight such as 1 or 0.9", where: { $0 >= 0 })?.value
    }
    guard let weights, weights.count == elements?.count else { return nil }
    return PhaseSpec(until: until, weights: weights, place: place)
  }
}
