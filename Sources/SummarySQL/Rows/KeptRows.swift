package import Planning
package import Statistics

/// The rows of one metric, all of them: what methods look at that draw labels again, or weigh clusters by their size.
package struct KeptRows: Sendable, Equatable {
  package private(set) var keys: [String] = []
  package private(set) var arms: [Int] = []
  package private(set) var groups: [RowGroup] = []
  /// The position in `groups` of each row.
  package private(set) var group: [Int] = []
  /// The row vectors: outcomes, then covariates.
  package private(set) var values: [[Double]] = []
  /// How far a value of each coordinate may be from what the data say; 0 where it is exact.
  package private(set) var resolutions: [Double] = []
  private var positions: [RowGroup: Int] = [:]

  /// - Parameter scalings: of the coordinates; nil where an integer is the value.
  mutating func add(_ batch: RowBatch, _ members: RowBatch.Members, _ scalings: [Scaling?]) {
    resolutions = scalings.map { scaling in scaling.map { $0.decimals == nil ? $0.unit : 0 } ?? 0 }
    let own = batch.groups.map { group in
      let position = positions[group, default: groups.count]
      if position == groups.count {
        positions[group] = position
        groups.append(group)
      }
      return position
    }
    for row in batch.arms.indices where members.isMember[row] {
      keys.append(batch.keys[row])
      arms.append(batch.arms[row])
      group.append(own[batch.group[row]])
      values.append(
        scalings.indices.map { place in
          let integer = members.integers[place][row]
          return scalings[place]?.value(of: integer) ?? Double(integer)
        })
    }
  }

  /// The rows in the order of their keys, whatever the order in which an engine gave them.
  func sorted() -> KeptRows {
    func precedes(_ left: Int, _ right: Int) -> Bool {
      if keys[left] != keys[right] {
        return keys[left].utf8.lexicographicallyPrecedes(keys[right].utf8)
      }
      // Units of one cluster have its key, so that their values decide.
      return arms[left] != arms[right]
        ? arms[left] < arms[right] : values[left].lexicographicallyPrecedes(values[right])
    }
    return choosing(keys.indices.sorted(by: precedes))
  }

  /// The rows of some variants.
  package func of(arms chosen: Set<Int>) -> KeptRows { choosing(arms.indices.filter { chosen.contains(arms[$0]) }) }

  /// The rows with other outcomes, asked for row by row with the variant.
  package func replacingOutcomes(_ outcome: (_ arm: Int) -> Double) -> KeptRows {
    var replaced = self
    for row in arms.indices { replaced.values[row][0] = outcome(arms[row]) }
    return replaced
  }

  private func choosing(_ rows: [Int]) -> KeptRows {
    var chosen = self
    chosen.keys = rows.map { keys[$0] }
    chosen.arms = rows.map { arms[$0] }
    chosen.group = rows.map { group[$0] }
    chosen.values = rows.map { values[$0] }
    return chosen
  }

  /// The clusters of a variant: totals of the value, and of the units or the denominator.
  ///
  /// - Parameter isTruth: whether the value is 0 or 1 in each unit, and so its own square.
  package func clusters(of arm: Int, isTruth: Bool) -> [ClusterRow] {
    arms.indices.filter { arms[$0] == arm }.map { row in
      ClusterRow(sum: values[row][0], size: values[row][1], squares: isTruth ? values[row][0] : nil)
    }
  }
}
