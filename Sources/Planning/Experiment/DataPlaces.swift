package import Diagnostics
internal import Specification
internal import Terms

/// Where the spec names what only the rows can show to be wrong.
package struct DataPlaces: Sendable {
  /// The sources as a message names them.
  package let source: Positioned<String>
  package let unit: Positioned<String>?
  package let cluster: Positioned<String>?
  /// The first column of labels, or the data where variants have files of their own.
  package let label: SourcePlace
  /// Each variant, in the order of the spec.
  package let variants: [SourcePlace]
  /// The condition that rows must fulfil.
  package let filter: SourcePlace?
  /// The times before and after which nobody is analyzed.
  package let start, end: SourcePlace?

  init(_ spec: ExperimentSpec) {
    source = Positioned(spec.sourceName, at: spec.sourcePlace)
    (unit, cluster) = (spec.data.unit, spec.data.cluster)
    variants = spec.variants.map(\.name.place)
    label = spec.data.variant.first?.place ?? spec.data.place
    filter = spec.data.where?.text.place
    (start, end) = (spec.start?.place, spec.end?.place)
  }
}
