/// The two sides of a contrast in each replicate.
package struct ReplicatePairs: Sendable, Equatable {
  package private(set) var control: [ResampledMean] = []
  package private(set) var variant: [ResampledMean] = []
  /// Degenerate replicates that were drawn again.
  package var redraws = 0

  package init() {}

  package var count: Int { control.count }

  package mutating func append(_ zero: ResampledMean, _ one: ResampledMean) {
    control.append(zero)
    variant.append(one)
  }
}
