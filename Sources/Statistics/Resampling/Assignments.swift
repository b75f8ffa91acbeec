/// Every assignment of a mechanism, by enumeration or by chance, as labels that change in place.
struct Assignments {
  /// Rows whose labels are drawn together.
  private enum Group {
    /// `chosen` of the rows get `label`, the others the opposite.
    case shuffle(rows: [Int], chosen: Int, label: Bool)
    /// The labels of the rows stay or are exchanged.
    case flip(rows: [Int])
  }

  private let observed: [Bool]
  private let groups: [Group]

  /// - Precondition: one label and one group number per row; a pair has one row in each variant.
  init(isVariant: [Bool], mechanism: AssignmentMechanism) {
    observed = isVariant
    func members(_ numbers: [Int]) -> [[Int]] {
      precondition(numbers.count == isVariant.count)
      return Dictionary(grouping: numbers.indices) { numbers[$0] }.values.sorted { $0[0] < $1[0] }
    }
    func shuffle(_ rows: [Int]) -> Group {
      let variants = rows.count { isVariant[$0] }
      // The smaller variant is drawn; of two equal ones that of the first row, so that exchanged labels draw the same rows.
      let label = 2 * variants == rows.count ? isVariant[rows[0]] : 2 * variants < rows.count
      return .shuffle(rows: rows, chosen: label ? variants : rows.count - variants, label: label)
    }
    switch mechanism {
    case .complete: groups = isVariant.isEmpty ? [] : [shuffle(Array(isVariant.indices))]
    case .stratified(let strata): groups = members(strata).map(shuffle)
    case .matchedPairs(let pairs):
      groups = members(pairs).map { rows in
        precondition(rows.count == 2 && isVariant[rows[0]] != isVariant[rows[1]])
        return .flip(rows: rows)
      }
    case .switchback(let sequences): groups = members(sequences).map { .flip(rows: $0) }
    }
  }

  /// The number of equally likely assignments; nil above `limit`.
  func count(limit: Int) -> Int? {
    var total = 1
    for group in groups {
      switch group {
      case .flip: total *= 2
      case .shuffle(let rows, let chosen, _):
        // C(n, k) grows with each of its factors, so the product may stop early.
        var combinations = 1
        for k in 0..<chosen {
          combinations = combinations * (rows.count - k) / (k + 1)
          if total * combinations > limit { return nil }
        }
        total *= combinations
      }
      if total > limit { return nil }
    }
    return total
  }

  /// Visits every assignment once.
  func enumerate(_ visit: ([Bool]) -> Void) {
    var labels = observed
    func place(_ index: Int) {
      guard index < groups.count else { return visit(labels) }
      switch groups[index] {
      case .flip(let rows):
        place(index + 1)
        for row in rows { labels[row].toggle() }
        place(index + 1)
        for row in rows { labels[row].toggle() }
      case .shuffle(let rows, let chosen, let label):
        for row in rows { labels[row] = !label }
        func choose(_ left: Int, from start: Int) {
          if left == 0 { return place(index + 1) }
          for position in start..<(rows.count - left + 1) {
            labels[rows[position]] = label
            choose(left - 1, from: position + 1)
            labels[rows[position]] = !label
          }
        }
        choose(chosen, from: 0)
      }
    }
    place(0)
  }

  /// Draws one assignment.
  func draw(_ stream: inout CounterStream, into labels: inout [Bool]) {
    for group in groups {
      switch group {
      case .flip(let rows):
        let exchanged = stream.next(below: 2) == 1
        for row in rows { labels[row] = observed[row] != exchanged }
      case .shuffle(let rows, let chosen, let label):
        // Each row is chosen with the probability that the rest of the places leaves it (Knuth, algorithm S).
        var left = chosen
        for (position, row) in rows.enumerated() {
          let isChosen = stream.next(below: rows.count - position) < left
          labels[row] = isChosen == label
          if isChosen { left -= 1 }
        }
      }
    }
  }
}
