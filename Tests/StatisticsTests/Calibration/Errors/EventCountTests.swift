import Calibration
import Statistics
import Testing

/// Counts of simulated experiments depend on the seed and on nothing else.
@Suite struct EventCountTests {
  private func count(seed: UInt64, runs: Int) async -> EventCount<ClaimAnswer> {
    await ClaimStudy.count(
      "+10%", truth: 0.1, units: 2000, Calibration(seed: seed, effort: .quick), runs: runs)
  }

  @Test func theSameSeedGivesTheSameCounts() async {
    let first = await count(seed: 1, runs: 60)
    #expect(await count(seed: 1, runs: 60) == first)
    #expect(await count(seed: 2, runs: 60) != first)
    #expect(first.runs == 60)
    // Every experiment has one answer.
    #expect(ClaimAnswer.allCases.reduce(0) { $0 + first[$1].count } == 60)
  }

  /// The experiments of a longer run begin with those of a shorter one.
  @Test func countsAddUp() async {
    let (few, many) = (await count(seed: 1, runs: 40), await count(seed: 1, runs: 60))
    #expect(ClaimAnswer.allCases.allSatisfy { few[$0].count <= many[$0].count })
    #expect((few + many).runs == 100)
  }
}
