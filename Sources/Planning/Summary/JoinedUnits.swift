/// How the units of the data and the rows of a second table belong together.
package struct JoinedUnits: Sendable, Equatable {
  /// Different units in the data.
  package let units: Int
  /// Those of them without a row in the table.
  package let unmatched: Int
  /// Some of these, in byte order.
  package let unmatchedExamples: [String]
  /// Units of the table in byte order, where no unit of the data is among them.
  package let known: [String]
  /// Units of the table with several rows that differ.
  package let repeated: Int
  /// Some of these, in byte order.
  package let repeatedExamples: [String]

  /// Rows of the table without a unit, which are nobody's.
  package let withoutUnit: Int

  package static let mostExamples = 3

  package init(
    units: Int, unmatched: Int, unmatchedExamples: [String], known: [String], repeated: Int, repeatedExamples: [String],
    withoutUnit: Int
  ) {
    (self.units, self.unmatched, self.unmatchedExamples, self.known) = (units, unmatched, unmatchedExamples, known)
    (self.repeated, self.repeatedExamples, self.withoutUnit) = (repeated, repeatedExamples, withoutUnit)
  }
}
