import Calibration
import TestSupport
import Testing

extension StatisticalCore {
  @Suite(.slow) struct PlannedPowerStudyTests {
    @Test func plannedExperimentsReachADecision() async throws {
      let section = await PlannedPowerStudy.section(Calibration(effort: .quick), runs: 400)
      let promise = try #require(section.promises.first)
      #expect(section.promises.count == 1 && promise.broken.isEmpty, "\(promise.broken)")
      // Units enough for each test alone are not far too many for all of them.
      #expect(promise.found.count == 3 && promise.found.allSatisfy { $0.rate.value > 0.02 }, "\(promise.found)")
    }
  }
}
