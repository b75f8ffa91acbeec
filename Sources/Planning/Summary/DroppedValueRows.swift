/// Rows that a metric does without for a reason.
package struct DroppedValueRows: Sendable, Equatable {
  package let metric: String
  package let reason: DropReason
  /// With what is written in the columns of the metric, unless that is nothing.
  package let rows: [RowExample]

  package init(metric: String, reason: DropReason, rows: [RowExample]) {
    (self.metric, self.reason, self.rows) = (metric, reason, rows)
  }
}
