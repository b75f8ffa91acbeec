internal import Planning

/// A table in memory: a row for each unit, or for each event of a unit, whose values are all known.
package struct MemoryTable: Sendable {
  /// How many variants there are.
  package let variants: Int
  /// The variant of each row.
  package let arm: [Int]
  /// The unit of each row, counted from 0; rows of one unit stand together.
  package let unit: [Int]
  /// The cluster of each row, likewise.
  package let cluster: [Int]
  /// The stratum of each row, by its position in `strata`; its day where days are compared, with the number of the day for a name.
  package let stratum: [Int]
  /// The text of the key of a unit, or of a cluster, by its number.
  package let key: @Sendable (Int) -> String

  private let names: [String]
  private let columns: [String: [Double]]

  /// - Parameters:
  ///   - strata: the names of the strata.
  ///   - columns: the numbers of each row by name; truth values are 0 and 1.
  package init(
    variants: Int, arm: [Int], unit: [Int], cluster: [Int], stratum: [Int], strata: [String],
    columns: [String: [Double]],
    key: @escaping @Sendable (Int) -> String
  ) {
    self.variants = variants
    (self.arm, self.unit, self.cluster, self.stratum) = (arm, unit, cluster, stratum)
    names = strata
    self.columns = columns
    self.key = key
  }

  package var count: Int { arm.count }

  /// - Precondition: there is a column of this name.
  subscript(column: String) -> [Double] {
    guard let values = columns[column] else { preconditionFailure("there is no column \(column) in memory") }
    return values
  }

  /// The rows of a variant, in one stratum or in all.
  func count(arm: Int, stratum: Int?) -> Int {
    (0..<count).count { self.arm[$0] == arm && (stratum == nil || self.stratum[$0] == stratum) }
  }

  /// The keys of the groups that a plan has.
  func strata(_ plan: AnalysisPlan) -> [[String?]] { plan.grouping.keys.isEmpty ? [[]] : names.map { [$0] } }
}
