/// How long the units of a variant took to one step of a funnel, among those who reached it.
package struct StepTimes: Sendable, Equatable {
  /// Microseconds since the step before, or since exposure for the first one: the least time within which half of the units
  /// came (type 1 of R); nil where none did.
  package let median: Int64?
  /// The least time within which nine units in ten came; nil where none did.
  package let ninetieth: Int64?

  package init(median: Int64?, ninetieth: Int64?) {
    self.median = median
    self.ninetieth = ninetieth
  }
}
