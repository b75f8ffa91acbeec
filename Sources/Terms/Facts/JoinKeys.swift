package import Diagnostics

/// The keys under which units share a number that is known for many of them at once, such as the cost of a campaign on a day.
package struct JoinKeys: Sendable {
  /// Attributes of the unit, which the fact has as columns of the same names, in the order of the spec.
  package let attributes: [Positioned<String>]
  /// Whether the day of the unit's exposure is one of them.
  package let hasDay: Bool
  package let place: SourcePlace

  package init(attributes: [Positioned<String>], hasDay: Bool, place: SourcePlace) {
    (self.attributes, self.hasDay, self.place) = (attributes, hasDay, place)
  }

  /// The word for the day of exposure among the keys.
  package static let day = "day"

  /// Whether the keys divide the units at all; else all of them share one total.
  package var dividesUnits: Bool { hasDay || !attributes.isEmpty }

  /// `campaign and day of exposure`.
  package var words: String {
    let names = attributes.map(\.value) + (hasDay ? ["day of exposure"] : [])
    return names.count < 2
      ? names.first ?? "" : "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
  }

  private var identity: [String] { attributes.map(\.value) + (hasDay ? [Self.day] : []) }
}

extension JoinKeys: Hashable {
  package static func == (left: JoinKeys, right: JoinKeys) -> Bool { left.identity == right.identity }

  package func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}
