/// Where every row of the source went: rows read = rows kept + rows dropped by reason.
package struct ExposureLedger: Sendable, Equatable {
  package enum Reason: String, Sendable, CaseIterable {
    case filtered = "outside where"
    case blankLabel = "blank variant"
    case unknownLabel = "unknown variant"
    case blankUnit = "blank unit"
    case blankCluster = "blank cluster"
    case blankTime = "blank time"
    case unreadableTime = "unreadable time"
    case beforeStart = "before the start"
    case afterEnd = "at or after the end"
    case afterPhases = "at or after the end of the last phase"
    case laterExposure = "later exposure"
    case repeated = "identical repeat"
    case severalVariants = "unit in several variants"
    /// Exposed, but the event did not happen without which a unit saw nothing.
    case untriggered = "not triggered"
    case clusterInVariants = "cluster in several variants"
    /// Rows of one unit that differ in a column in use: an error, never an analysis.
    case differingRepeats = "differing repeat"
    /// Units of one cluster that differ in what must be the cluster's own: an error too.
    case differingUnits = "cluster of differing units"
  }

  package struct Drop: Sendable, Equatable {
    package let reason: Reason
    package let rows: Int
    /// Distinct units or clusters, where the reason concerns them; otherwise 0.
    package let units: Int
    /// At most two values that show the fault, in text order.
    package let examples: [String]

    package init(reason: Reason, rows: Int, units: Int = 0, examples: [String] = []) {
      self.reason = reason
      self.rows = rows
      self.units = units
      self.examples = examples
    }
  }

  /// Units per variant that are analyzed, in the order of the plan; nil on aggregates that do not count them.
  package let units: [Int]?
  /// Rows that became the units: one each, or on events and aggregates several.
  package let rowsKept: Int
  /// Only reasons that occurred, in the order of `Reason`.
  package let drops: [Drop]

  package init(units: [Int]?, rowsKept: Int, drops: [Drop]) {
    self.units = units
    self.rowsKept = rowsKept
    self.drops = drops.filter { $0.rows > 0 }
  }

  package var rowsRead: Int { rowsKept + drops.reduce(0) { $0 + $1.rows } }

  package subscript(reason: Reason) -> Drop? { drops.first { $0.reason == reason } }
}
