public import Diagnostics

/// Where the units, their variants and their numbers stand.
public struct DataSpec: Sendable, Equatable {
  /// The file, relative to the spec or the data root.
  public let source: Positioned<String>
  public let format: SourceFormat
  /// The column of the randomization unit; without it each row is a unit.
  public let unit: Positioned<String>?
  /// The column with the labels of the variants.
  public let variant: Positioned<String>
  /// Columns kept for segments, strata and covariates.
  public let attributes: [Positioned<String>]
  /// The condition that rows must fulfil.
  package let `where`: TypedExpression?
}
