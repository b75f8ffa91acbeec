internal import Statistics
internal import SummarySQL

/// The table of one simulated experiment: a row for each unit, or for each event of a unit.
struct SimulatedRows {
  /// How many variants there are, the control first.
  static let arms = 2

  private(set) var arm: [Int] = []
  /// The unit of each row, counted from 0 over the whole experiment.
  private(set) var unit: [Int] = []
  /// The cluster of each row, likewise.
  private(set) var cluster: [Int] = []
  private(set) var stratum: [Int] = []
  private(set) var earlier: [Double] = []
  /// The columns of the outcome, in the order of its names.
  private(set) var outcomes: [[Double]]

  init(outcomes: Int) { self.outcomes = Array(repeating: [], count: outcomes) }

  var count: Int { arm.count }

  mutating func append(arm: Int, unit: Int, cluster: Int, stratum: Int, earlier: Double, outcome: [Double]) {
    self.arm.append(arm)
    self.unit.append(unit)
    self.cluster.append(cluster)
    self.stratum.append(stratum)
    self.earlier.append(earlier)
    for (column, value) in outcome.enumerated() { outcomes[column].append(value) }
  }

  /// The rows as an analysis reads them.
  ///
  /// - Parameters:
  ///   - columns: the names of the outcome's columns.
  ///   - number: of the experiment, from which the keys of its units follow.
  func table(_ columns: [String], number: UInt64) -> MemoryTable {
    MemoryTable(
      variants: Self.arms, arm: arm, unit: unit, cluster: cluster, stratum: stratum, strata: ["a", "b"],
      columns: Dictionary(uniqueKeysWithValues: zip(columns + ["earlier"], outcomes + [earlier]))
    ) { String(CounterHash.mix(number ^ CounterHash.mix(UInt64($0)))) }
  }
}
