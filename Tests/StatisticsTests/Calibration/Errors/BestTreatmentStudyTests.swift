import Calibration
import TestSupport
import Testing

extension StatisticalCore {
  @Suite(.slow) struct BestTreatmentStudyTests {
    @Test func fewAreFalselyNamedTheBest() async throws {
      let section = await BestTreatmentStudy.section(Calibration(effort: .quick), runs: 400)
      let promise = try #require(section.promises.first)
      #expect(promise.promised.upperBound == 0.05 && promise.broken.isEmpty, "\(promise.broken)")
      // Where one is ahead it is found in most experiments.
      let ahead = try #require(section.tables.first?.rows.first { $0[0].hasPrefix("one of two") })
      #expect(Double(ahead[1].prefix { $0 != " " }) ?? 0 > 50)
    }
  }
}
