public import Diagnostics

/// A version of the product that units were assigned to.
public struct VariantSpec: Sendable, Equatable {
  public let name: Positioned<String>
  public let isControl: Bool
  /// The planned share relative to the other variants, 0 or more; the sum need not be 1.
  public let weight: Positioned<Double>
  /// The values of the variant column that mean this variant; its name where the spec says nothing.
  public let labels: [Positioned<String>]
}
