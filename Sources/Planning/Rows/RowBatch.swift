/// What rows share that lie in one group of a summary.
package struct RowGroup: Sendable, Hashable {
  /// One per key of the grouping; nil is a missing value.
  package let keys: [String?]
  /// Which of the indicated covariates are missing, one bit each.
  package let missing: Int

  package init(keys: [String?], missing: Int) {
    self.keys = keys
    self.missing = missing
  }
}

/// Some rows of analysis as they come from the engine, column by column.
package struct RowBatch: Sendable {
  /// The rows of one population.
  package struct Members: Sendable {
    package let isMember: [Bool]
    /// The scaled integers by coordinate, then row; 0 outside the population.
    package let integers: [[Int64]]

    package init(isMember: [Bool], integers: [[Int64]]) {
      self.isMember = isMember
      self.integers = integers
    }
  }

  package let arms: [Int]
  /// The text of each unit's, or cluster's, key; empty where nobody asks which row is which.
  package let keys: [String]
  package let groups: [RowGroup]
  /// The position in `groups` of each row.
  package let group: [Int]
  package let members: [Population: Members]
  /// The value of each segment attribute by row; empty where nobody asks.
  package let segments: [[String?]]

  package init(
    arms: [Int], keys: [String], groups: [RowGroup], group: [Int], members: [Population: Members],
    segments: [[String?]] = []
  ) {
    self.segments = segments
    self.arms = arms
    self.keys = keys
    self.groups = groups
    self.group = group
    self.members = members
  }
}
