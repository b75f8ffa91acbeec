package import Planning
package import Statistics

/// What rows of analysis leave behind as they pass: all of them where a method holds them, else the sums of replicates.
package struct RowSample: Sendable {
  private let plan: AnalysisPlan?
  private let scalings: [PlannedTerm: Scaling]
  /// The rows of each metric that needs them.
  package private(set) var kept: [Int: KeptRows]
  /// The bootstrap of each metric that is drawn again.
  package private(set) var bootstraps: [Int: MetricBootstrap]
  /// The influence values of each metric of which their shape matters.
  private var influences: [Int: MetricInfluences]

  /// The sample of an experiment in which nothing needs rows.
  package static let none = RowSample()

  private init() { (plan, scalings, kept, bootstraps, influences) = (nil, [:], [:], [:], [:]) }

  package init(
    _ plan: AnalysisPlan, _ groups: [SummaryGroup], _ needs: RowNeeds, _ scalings: [PlannedTerm: Scaling]
  ) {
    self.plan = plan
    self.scalings = scalings
    kept = Dictionary(uniqueKeysWithValues: needs.kept.map { ($0, KeptRows()) })
    bootstraps = Dictionary(
      uniqueKeysWithValues: needs.replicated.map { ($0, MetricBootstrap(plan, $0, groups, scalings)) })
    influences = Dictionary(
      uniqueKeysWithValues: needs.shaped.map { ($0, MetricInfluences(plan, $0, groups, scalings)) })
  }

  /// The shape of each variant's influence values; nil where nobody looked at them.
  package func shapes(of metric: Int) -> [ArmShape?]? { influences[metric]?.shapes }

  package mutating func add(_ batch: RowBatch) {
    guard let plan else { return }
    for index in kept.keys {
      let population = plan.metrics[index].population
      guard let members = batch.members[population] else { continue }
      let scales = population.coordinates.map { scalings[$0] }
      kept[index]?.add(batch, members, scales)
    }
    for index in bootstraps.keys {
      guard let members = batch.members[plan.metrics[index].population] else { continue }
      bootstraps[index]?.add(batch, members)
    }
    for index in influences.keys {
      guard let members = batch.members[plan.metrics[index].population] else { continue }
      influences[index]?.add(batch, members, rows: batch.arms.indices)
    }
  }

  /// After every row has passed: rows get an order of their own.
  package mutating func finish() { kept = kept.mapValues { $0.sorted() } }
}
