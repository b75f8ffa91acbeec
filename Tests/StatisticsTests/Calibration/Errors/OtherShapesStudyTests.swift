import Calibration
import TestSupport
import Testing

extension StatisticalCore {
  @Suite(.slow) struct OtherShapesStudyTests {
    /// All shapes, splits and sizes, a few hundred experiments each.
    @Test func whatIsSaidErrsAsOftenAsItPromises() async {
      let section = await OtherShapesStudy.section(Calibration(effort: .quick), runs: 200)
      #expect(section.promises.count == 3)
      for promise in section.promises { #expect(promise.broken.isEmpty, "\(promise.error): \(promise.broken)") }
      #expect(section.promises[0].found.count == OtherShapesStudy.cells.count)
    }
  }
}
