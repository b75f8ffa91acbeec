import LayerSupport
import Statistics
import TestSupport
import Testing

@testable import Planning

/// Which metrics need single rows, and when there are too many of them.
@Suite struct RowNeedsTests {
  private func plan(_ keys: String..., data: String = "", rest: String = "") throws -> AnalysisPlan {
    try SmallSpec {
      $0.data += data
      $0.metrics =
        "[\(keys.enumerated().map { "{ \"name\": \"m\($0)\", \($1) }" }.joined(separator: ", "))]"
      $0.rest = rest
    }.plan()
  }

  /// A summary of units without spread.
  private func needs(
    _ plan: AnalysisPlan, units: [Int], members: Double = 0
  ) -> RowNeeds {
    let cells = plan.rowVectors.map { metric in
      let dimension = metric.population.coordinates.count
      return units.map { count in
        MetricCell(
          kept: count,
          moments: Moments(
            count: count, mean: Array(repeating: members, count: dimension),
            products: SymmetricMatrix(zero: dimension)), dropped: [:])
      }
    }
    let group = SummaryGroup(units: units, rowsKept: units.reduce(0, +), cells: cells)
    let ledger = ExposureLedger(units: units, rowsKept: group.rowsKept, drops: [])
    return RowNeeds(plan, ScopeSummary(exposure: ledger, groups: [group]))
  }

  private static let mean = #""type": "mean", "column": "spent""#

  @Test func sumsAreEnoughForAMean() throws {
    let found = needs(try plan(Self.mean), units: [10, 10])
    #expect(found.isEmpty && found.kept.isEmpty && found.replicated.isEmpty)
  }

  @Test func labelsAreDrawnAgainOfUpTo200000Rows() throws {
    let plan = try plan(Self.mean, Self.mean + #", "test": "randomization""#)
    #expect(needs(plan, units: [100_000, 100_000]).kept == [1])
    #expect(needs(plan, units: [100_000, 100_001]).kept.isEmpty)
  }

  @Test func ranksHoldAllRows() throws {
    let plan = try plan(#""type": "rank", "column": "spent""#)
    #expect(needs(plan, units: [5, 5]).kept == [0] && needs(plan, units: [200_000, 1]).isEmpty)
  }

  @Test func fewClustersAreHeldAndManyAreNot() throws {
    let plan = try plan(Self.mean, data: #", "cluster": "team""#)
    let enough = Int(ClusterLimits.enough)
    let many = needs(plan, units: [enough, enough], members: 4)
    #expect(many.kept.isEmpty && many.shaped == [0] && !many.areRowsNamed)
    #expect(needs(plan, units: [enough, enough - 1], members: 4).kept == [0])
  }

  /// A dose is that of a unit, also within clusters, of which the last sum is the number of their units.
  @Test func ofClustersTheUnitsAreCounted() throws {
    let plan = try plan(
      #"""
      "type": "dose-response", "outcome": { "type": "mean", "column": "spent" }, "dose": "visits", "model": "linear",
      "compare": [0, 1]
      """#, data: #", "cluster": "team""#)
    let few = needs(plan, units: [50, 50], members: 2000)
    #expect(few.kept == [0] && few.populations(plan).isEmpty)
    #expect(few.unitPopulations(plan) == [plan.metrics[0].population])
    #expect(needs(plan, units: [50, 50], members: 2001).isEmpty)
  }

  @Test func aBootstrapKeepsReplicates() throws {
    let plan = try plan(Self.mean + #", "test": "bootstrap""#, Self.mean)
    let found = needs(plan, units: [1_000_000, 1_000_000])
    #expect(found.replicated == [0] && found.kept.isEmpty)
    #expect(found.populations(plan) == [plan.metrics[0].population])
  }

  @Test func theLargestStatisticNeedsReplicatesOfAllMetrics() throws {
    let rest = #", "inference": { "correction": "max-t" }"#
    let several = try plan(Self.mean, #""type": "proportion", "column": "sold""#, rest: rest)
    #expect(needs(several, units: [10, 10]).replicated == [0, 1])
    // A single comparison is not corrected.
    #expect(needs(try plan(Self.mean, rest: rest), units: [10, 10]).isEmpty)
  }
}
