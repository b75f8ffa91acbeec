import Diagnostics
internal import Terms

/// The columns with what many units add up to, for rows of aggregates.
package struct SummedColumns: Sendable, Equatable {
  let sum: Positioned<String>
  /// The sum of the squares; nil where it is not known.
  let squares: Positioned<String>?

  package static let keys: [KeyRule] = [
    .optional("sum", "the column with the sum over the units of a row, for rows of aggregates"),
    .optional("sum_squares", "the column with the sum of their squares, for rows of aggregates"),
  ]

  static func areMentioned(in object: ObjectReader) -> Bool {
    object.mentions("sum") || object.mentions("sum_squares")
  }

  /// - Parameter others: keys that have no meaning beside sums.
  init?(_ object: ObjectReader, without others: [String]) {
    let sum = object.required("sum")?.label()
    let squares = object.stated("sum_squares") { $0.label() }
    for key in others {
      guard let other = object.value(key) else { continue }
      object.faults.error(
        .misplacedKey, at: other.place, "\(object.name) has \(quoted(key)) in addition to sums",
        remedy: "leave it out, or name what each unit has instead of \"sum\"")
    }
    guard let sum, !squares.isFaulty else { return nil }
    (self.sum, self.squares) = (sum, squares.value)
  }

  var terms: [MetricTerm] {
    [MetricTerm(.numerator, sum, .number)] + (squares.map { [MetricTerm(.squares, $0, .number)] } ?? [])
  }

  var form: AggregateForm { squares == nil ? .totals : .squares }
}
