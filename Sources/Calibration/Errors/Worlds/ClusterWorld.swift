internal import Distributions
internal import SummarySQL

/// Draws clusters that do not differ between the variants: sizes are lognormal with a mean of 20 and a coefficient of variation of
/// 1, values are normal, and a part of them is shared in a cluster.
struct ClusterWorld: Sendable {
  /// Clusters of each variant, in each segment.
  let clusters: [Int]
  /// The intraclass correlation.
  let correlation: Double

  /// √ln 2, and 20/√2.
  private static let sizes = LogNormal(sigma: 0.8325546111576977, scale: 14.142135623730951)
  private static let level = 3.0

  /// Per variant, the total and the size of each cluster.
  func arms(_ stream: RandomStream) -> [[[Double]]] {
    clusters.map { count in
      (0..<count).map { _ in
        let size = max(1, Self.sizes.draw(stream).rounded())
        let total =
          size * (Self.level + correlation.squareRoot() * stream.normal())
          + (size * (1 - correlation)).squareRoot() * stream.normal()
        return [total, size]
      }
    }
  }

  /// Rows of analysis as a table in which each is a cluster of one row.
  static func table(_ arms: [[[Double]]]) -> MemoryTable {
    let rows = arms.enumerated().flatMap { arm, rows in rows.map { (arm: arm, values: $0) } }
    return MemoryTable(
      variants: arms.count, arm: rows.map(\.arm), unit: Array(rows.indices), cluster: Array(rows.indices),
      stratum: rows.map { _ in 0 }, strata: [""],
      columns: ["total": rows.map { $0.values[0] }, "size": rows.map { $0.values[1] }]
    ) { "c\($0)" }
  }

  /// The spec of the experiments.
  ///
  /// - Parameters:
  ///   - data: keys of `data` beside the source, the unit and the cluster, each with a comma before it.
  ///   - rest: keys after the metrics, likewise.
  ///   - texts: columns with texts.
  func spec(data: String = "", rest: String = "", texts: [String] = []) -> SimulatedSpec {
    SimulatedSpec(
      variants: zip(["A", "B"], clusters).map { ($0, $1) },
      metrics: [#"{ "name": "m", "type": "ratio", "numerator": "total", "denominator": "size" }"#],
      columns: ["total", "size"], data: #", "cluster": "cluster""# + data,
      rest: #", "inference": { "correction": "none", "replicates": 199 }"# + rest, texts: ["cluster"] + texts)
  }
}
