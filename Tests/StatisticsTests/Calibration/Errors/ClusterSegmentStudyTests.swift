import Calibration
import TestSupport
import Testing

extension StatisticalCore {
  @Suite(.slow) struct ClusterSegmentStudyTests {
    /// Six, twelve and forty clusters: by a randomization test and by CR2.
    @Test(arguments: [0, 2, 6]) func clustersOfASegmentHoldTheirLevel(index: Int) async {
      let setting = ClusterStudy.settings[index]
      let count = await ClusterSegmentStudy.count(setting, Calibration(effort: .quick), runs: 800)
      #expect(count[.answered].count == count.runs)
      // Three Monte Carlo errors around 5 %.
      #expect((0.027...0.073).contains(count[.now].value), "\(setting.name): \(count[.now])")
    }
  }
}
