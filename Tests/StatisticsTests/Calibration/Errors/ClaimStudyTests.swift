import Calibration
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  @Suite(.slow) struct ClaimStudyTests {
    static let calibration = Calibration(effort: .quick)

    struct Expected: Decodable, Sendable, CustomTestStringConvertible {
      let claim: String
      let truth: Double
      let units: Int
      let runs: Int
      let shares: [String: Double]

      var testDescription: String { "\(claim), truth \(truth), \(units)" }
    }

    @Test func answersAreAsOftenAsExpected() async throws {
      let cases = try OracleTable.cases("claim_errors", as: Expected.self)
      #expect(cases.count == 4)
      for expected in cases {
        let count = await ClaimStudy.count(
          expected.claim, truth: expected.truth, units: expected.units, Self.calibration, runs: 2000)
        for answer in ClaimAnswer.allCases {
          let share = expected.shares[answer.rawValue, default: 0]
          let p = max(share, 0.0005)
          let error = (p * (1 - p) * (1 / Double(count.runs) + 1 / Double(expected.runs))).squareRoot()
          #expect(abs(count[answer].value - share) < 3.5 * error, "\(expected), \(answer): \(count[answer])")
        }
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
