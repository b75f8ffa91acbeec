internal import Statistics

/// The rows of analysis of a comparison: units, clusters, trials of aggregates, or pairs of rows that both variants have.
package enum RowCount: Sendable, Equatable {
  case rows(of: String, control: Int, variant: Int)
  case pairs(Int)

  /// How many times as unequal variants may be before it is said of how many rows they are a part.
  private static let evenness = 1.1

  /// So many times the rows, in words and roughly: `41 000 units a variant`; nil where that is no number.
  func times(_ factor: Double) -> Phrase? {
    func shown(_ rows: Int) -> Quantity? {
      let needed = Double(rows) * factor
      return needed.isFinite && needed > 0 && needed < 1e12 ? .count(roughly(needed)) : nil
    }
    switch self {
    case .pairs(let pairs): return shown(pairs).map { "\($0) pairs of rows" }
    case .rows(let word, let control, let variant):
      let isEven = Double(max(control, variant)) <= Self.evenness * Double(min(control, variant))
      return shown(isEven ? max(control, variant) : control + variant).map {
        "\($0) \(word) \(isEven ? "a variant" : "in all, divided as here,")"
      }
    }
  }
}
