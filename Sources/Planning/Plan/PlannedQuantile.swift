internal import Tables
package import Terms

/// A quantile that must be known before its metric can be summed up, and the values that it is a quantile of.
///
/// Two metrics with the same values and the same share have the same one.
package struct PlannedQuantile: Sendable, Hashable {
  /// One term, the number; its units, or the events of units.
  package let values: Population
  /// The share of values at or below the quantile.
  package let probability: Double
  /// The events whose values are compared, where these are not the units' own.
  package let events: EventValues?

  /// Events as the values of a quantile.
  package struct EventValues: Sendable, Hashable {
    package let term: FactTerm
    /// The columns of a unit with its counts: values at or below the raw quantile, all values, values strictly below.
    package let counts: [String]
  }

  /// - Precondition: the population has one term, a column.
  package init(values: Population, probability: Double, events: EventValues? = nil) {
    self.events = events
    precondition(values.terms.count == 1 && values.terms[0].column != nil)
    self.values = values
    self.probability = probability
  }

  /// The quantile of the units of one segment.
  func within(_ segment: SegmentValue) -> PlannedQuantile {
    PlannedQuantile(values: values.within(segment), probability: probability, events: events)
  }

  package var term: PlannedTerm { values.terms[0] }

  var column: String? { term.column }

  /// The row vector behind the quantile: values at or below it, values, and values strictly below it.
  ///
  /// They are numbers, so that the events of a unit and the units of a cluster add up.
  var terms: [PlannedTerm] {
    if let events {
      return events.counts.map {
        PlannedTerm(.events(of: self, column: $0), type: .integer, kind: .number, absence: .zero)
      }
    }
    return [
      PlannedTerm(.share(of: self, isStrict: false), type: term.type, kind: .number, absence: term.absence),
      PlannedTerm(.one, type: .truth, kind: .number, absence: .zero),
      PlannedTerm(.share(of: self, isStrict: true), type: term.type, kind: .number, absence: term.absence),
    ]
  }
}
