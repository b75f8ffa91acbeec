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
  /// The column with the time of exposure.
  package let time: SourcePlace?
  /// Each variant, in the order of the spec.
  package let variants: [SourcePlace]
  /// Each metric, by name.
  package let metrics: [String: SourcePlace]
  /// The condition that rows must fulfil.
  package let filter: SourcePlace?
  /// The times before and after which nobody is analyzed.
  package let start, end: SourcePlace?
  /// The last part of a ramp.
  package let phase: SourcePlace?

  init(_ spec: ExperimentSpec) {
    source = Positioned(spec.sourceName, at: spec.sourcePlace)
    (unit, cluster, time) = (spec.data.unit, spec.data.cluster, spec.data.time?.place)
    variants = spec.variants.map(\.name.place)
    metrics = Dictionary(spec.metrics.map { ($0.name.value, $0.name.place) }) { first, _ in first }
    label = spec.data.labels.first?.place ?? spec.data.place
    filter = spec.data.where?.text.place
    (start, end, phase) = (spec.start?.place, spec.end?.place, spec.data.phases.last?.place)
  }
}
