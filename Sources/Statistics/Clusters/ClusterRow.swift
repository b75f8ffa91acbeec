/// One cluster: the sum of its events' values, how many events it has and, where known, the sum of their squares.
package struct ClusterRow: Sendable, Equatable {
  /// y = Σ of the events' values.
  package let sum: Double
  /// d, the events; for a ratio any non-negative denominator.
  package let size: Double
  /// Σ of the events' squared values. For events that are 0 or 1 this is y.
  package let squares: Double?

  package init(sum: Double, size: Double, squares: Double? = nil) {
    self.sum = sum
    self.size = size
    self.squares = squares
  }

  /// A cluster of events that are 0 or 1.
  package init(successes: Double, events: Double) {
    self.init(sum: successes, size: events, squares: successes)
  }
}
