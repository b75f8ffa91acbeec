package import Inference
package import Planning
package import SummarySQL

extension MemoryTable {
  /// The rows of variants, one variant after the other.
  ///
  /// - Parameters:
  ///   - arms: the columns of each variant. Those of the names "unit", "cluster" and "stratum" tell where rows belong: units
  ///     and clusters counted from 0 in each variant, strata by their positions. Without them each row is a unit, which is
  ///     a cluster, and all are in one stratum.
  ///   - strata: the names of the strata.
  package init(_ arms: [[String: [Double]]], strata: [String] = [""]) {
    var (arm, unit, cluster, stratum): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    var columns: [String: [Double]] = [:]
    for (index, own) in arms.enumerated() {
      let rows = own.values.map(\.count).max() ?? 0
      func positions(_ name: String, after last: Int?) -> [Int] {
        let first = last.map { $0 + 1 } ?? 0
        return own[name].map { $0.map { first + Int($0) } } ?? Array(first..<(first + rows))
      }
      arm += Array(repeating: index, count: rows)
      unit += positions("unit", after: unit.last)
      cluster += positions("cluster", after: cluster.last)
      stratum += own["stratum"].map { $0.map { Int($0) } } ?? Array(repeating: 0, count: rows)
      for (name, values) in own { columns[name, default: []] += values }
    }
    self.init(
      variants: arms.count, arm: arm, unit: unit, cluster: cluster, stratum: stratum, strata: strata, columns: columns,
      key: { "u\($0)" })
  }
}

extension AnalysisPlan {
  /// What rows in memory answer to all that the plan needs.
  package func answers(_ arms: [[String: [Double]]], strata: [String] = [""]) async throws -> Answers {
    try await Answers(plan: self, needs, by: MemoryReader(MemoryTable(arms, strata: strata)))
  }

  package func analysis(_ arms: [[String: [Double]]], strata: [String] = [""]) async throws -> ExperimentAnalysis {
    try ExperimentAnalysis(try await answers(arms, strata: strata))
  }
}

extension [Double] {
  /// So many ones, then zeros.
  package static func ones(_ ones: Int, of count: Int) -> [Double] {
    (0..<count).map { $0 < ones ? 1 : 0 }
  }
}
