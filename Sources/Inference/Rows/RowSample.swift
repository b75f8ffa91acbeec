package import Planning
package import Statistics

/// What rows of analysis leave behind as they pass: all of them where a method holds them.
package struct RowSample: Sendable {
  private let plan: AnalysisPlan?
  private let scalings: [PlannedTerm: Scaling]
  /// Per metric that needs its rows.
  private(set) var kept: [Int: KeptRows]

  /// Of an experiment in which nothing needs rows.
  package static let none = RowSample()

  private init() { (plan, scalings, kept) = (nil, [:], [:]) }

  package init(_ plan: AnalysisPlan, _ needs: RowNeeds, _ scalings: [PlannedTerm: Scaling]) {
    self.plan = plan
    self.scalings = scalings
    kept = Dictionary(uniqueKeysWithValues: needs.kept.map { ($0, KeptRows()) })
  }

  package mutating func add(_ batch: RowBatch) {
    guard let plan else { return }
    for index in kept.keys {
      let population = plan.metrics[index].population
      guard let members = batch.members[population] else { continue }
      kept[index]?.add(batch, members, population.coordinates.map { scalings[$0] })
    }
  }

  /// The same with the rows in an order of their own.
  package func sorted() -> RowSample {
    var sample = self
    sample.kept = kept.mapValues { $0.sorted() }
    return sample
  }
}
