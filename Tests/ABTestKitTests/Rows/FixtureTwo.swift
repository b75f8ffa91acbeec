/// Fixture F2 (Methods/fixtures, "F2"): five clusters in each variant, events that are 0 or 1.
enum FixtureTwo {
  static let control = [(3, 40), (11, 55), (6, 62), (7, 30), (4, 48)]
  static let variant = [(12, 50), (4, 35), (14, 60), (5, 45), (13, 52)]

  /// One row per cluster: `store,variant,sold,visits`.
  static func totals(_ control: [(Int, Int)] = control, _ variant: [(Int, Int)] = variant) -> [String] {
    zip(["old", "new"], [control, variant]).flatMap { name, clusters in
      clusters.enumerated().map { "\(name)-\($0),\(name),\($1.0),\($1.1)" }
    }
  }

  /// One row per event: `store,variant,sold`.
  static var events: [String] {
    zip(["old", "new"], [control, variant]).flatMap { name, clusters in
      clusters.enumerated().flatMap { index, cluster in
        (0..<cluster.1).map { "\(name)-\(index),\(name),\($0 < cluster.0 ? 1 : 0)" }
      }
    }
  }

  static let ratio = #"[{ "name": "rate", "type": "ratio", "numerator": "sold", "denominator": "visits" }]"#
  static let cluster = #", "cluster": "store""#
}
