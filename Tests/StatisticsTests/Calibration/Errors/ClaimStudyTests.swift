import Calibration
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  @Suite(.slow) struct ClaimStudyTests {
    static let calibration = Calibration(effort: .quick)

    struct Published: Sendable {
      let claim: String
      let truth: Double
      let units: Int
      let shares: [(ClaimAnswer, Double)]
    }

    /// Shares of 20,000 experiments each, of a simulation that is not this program's.
    static let published = [
      Published(
        claim: "+5%", truth: 0, units: 2000,
        shares: [(.confirmed, 0.006), (.undecided, 0.877), (.refuted, 0.058), (.notReproduced, 0.056)]),
      Published(
        claim: "+21%", truth: 0.105, units: 10_000,
        shares: [(.confirmed, 0.025), (.smaller, 0.864), (.refuted, 0.026)]),
      Published(
        claim: "+21%", truth: 0.21, units: 10_000,
        shares: [(.confirmed, 0.929), (.exceeded, 0.026), (.undecided, 0.046)]),
      Published(claim: "+202%", truth: 2.02, units: 1000, shares: [(.confirmed, 0.98)]),
    ]

    @Test(arguments: published.indices) func answersAreAsOftenAsPublished(index: Int) async {
      let (expected, runs) = (Self.published[index], 2000)
      let count = await ClaimStudy.count(
        expected.claim, truth: expected.truth, units: expected.units, Self.calibration, runs: runs)
      for (answer, share) in expected.shares {
        let error = (share * (1 - share) * (1 / Double(runs) + 1 / 20_000)).squareRoot()
        #expect(abs(count[answer].value - share) < 3.5 * error + 0.0005, "\(answer): \(count[answer])")
      }
    }

    /// A true answer is not counted as wrong, nor a false one as right.
    @Test func wrongAnswersAreThoseThatTheTruthContradicts() {
      #expect(ClaimStudy.isWrong(.confirmed, atMultiple: 0.5) && !ClaimStudy.isWrong(.confirmed, atMultiple: 0.6))
      #expect(ClaimStudy.isWrong(.refuted, atMultiple: 0.5) && !ClaimStudy.isWrong(.refuted, atMultiple: 0.4))
      #expect(ClaimStudy.isWrong(.exceeded, atMultiple: 1) && !ClaimStudy.isWrong(.exceeded, atMultiple: 1.1))
      #expect(ClaimStudy.isWrong(.smaller, atMultiple: 1) && ClaimStudy.isWrong(.smaller, atMultiple: 0))
      #expect(ClaimStudy.isWrong(.notReproduced, atMultiple: 1) && !ClaimStudy.isWrong(.notReproduced, atMultiple: 0))
      #expect(!ClaimStudy.isWrong(.confirmedButSmaller, atMultiple: 0.75))
      #expect([0, 0.5, 1, 2].allSatisfy { !ClaimStudy.isWrong(.undecided, atMultiple: $0) })
    }

    @Test func fewAnswersAreWrong() async throws {
      let promise = try #require(await ClaimStudy.section(Self.calibration, runs: 300).promises.first)
      #expect(promise.found.count == 40 && promise.broken.isEmpty, "\(promise.broken)")
    }
  }
}
