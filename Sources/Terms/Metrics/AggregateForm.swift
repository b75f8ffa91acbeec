/// How one row tells of many units.
package enum AggregateForm: Sendable, Hashable {
  /// Successes of trials, which carry their own spread.
  case counts
  /// Two totals, whose ratio is measured: only rows that stand against each other tell how it scatters.
  case totals
  /// A sum and a sum of squares of so many units.
  case squares
}
