public import Diagnostics

/// A version of the product that units were assigned to.
public struct VariantSpec: Sendable, Equatable {
  public let name: Positioned<String>
  public let isControl: Bool
  /// The planned share relative to the other variants, 0 or more; the sum need not be 1.
  public let weight: Positioned<Double>
  /// Whether the spec says so itself; else the variants are meant to be as large as each other.
  public let statesWeight: Bool
  /// What the variant columns hold for this variant; its name where the spec says nothing.
  public let labels: [VariantLabel]
  /// The variant's own files and patterns; empty when the data tells the variants apart by a column.
  public let sources: [Positioned<String>]
  /// The variant's own columns by the names that metrics use, where a row has all variants; else empty.
  public let columns: [VariantColumn]
  /// How much of the treatment the variant's units got, such as seconds of delay; nil where the spec says nothing.
  public let dose: Positioned<Double>?
}

/// A column that holds what one variant has.
public struct VariantColumn: Sendable, Equatable {
  /// What metrics call it.
  public let name: Positioned<String>
  /// What the source calls it.
  public let column: Positioned<String>
}

/// One value of the variant columns.
public struct VariantLabel: Sendable, Equatable {
  /// One text per variant column.
  public let parts: [String]
  public let place: SourcePlace
}
