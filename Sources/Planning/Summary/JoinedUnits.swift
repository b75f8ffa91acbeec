/// How the units of the data, or its rows of aggregates, and the rows of a second table belong together.
package struct JoinedUnits: Sendable, Equatable {
  /// Different keys in the data: units, or what tells its rows apart.
  package let units: Int
  /// Those of them without a row in the table.
  package let unmatched: Int
  /// Some of these, in byte order.
  package let unmatchedExamples: [String]
  /// Keys of the table in byte order, where no key of the data is among them.
  package let known: [String]
  /// Keys of the table with several rows that differ.
  package let repeated: Int
  /// Some of these, in byte order.
  package let repeatedExamples: [String]
  /// Rows of the table without a key, which are nobody's.
  package let withoutKey: Int
  /// Keys that several rows of aggregates have, so that what is joined would count several times.
  package let ownRepeated: Int
  /// Some of these, in byte order.
  package let ownRepeatedExamples: [String]

  package static let mostExamples = 3
  /// Between the parts of a key that is made of several columns: a control character, for texts that people write have none.
  package static let separator: Unicode.Scalar = "\u{1F}"

  package init(
    units: Int, unmatched: Int, unmatchedExamples: [String], known: [String], repeated: Int, repeatedExamples: [String],
    withoutKey: Int = 0, ownRepeated: Int = 0, ownRepeatedExamples: [String] = []
  ) {
    (self.units, self.unmatched, self.unmatchedExamples, self.known) = (units, unmatched, unmatchedExamples, known)
    (self.repeated, self.repeatedExamples, self.withoutKey) = (repeated, repeatedExamples, withoutKey)
    (self.ownRepeated, self.ownRepeatedExamples) = (ownRepeated, ownRepeatedExamples)
  }
}
