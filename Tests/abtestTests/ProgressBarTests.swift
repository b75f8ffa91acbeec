import ABTestKit
import Testing

@testable import abtest

/// The text of the bar in windows of every width.
@Suite struct ProgressBarTests {
  private static func progress(
    _ fraction: Double, rows: (Int, Int)? = (1_700_000, 4_000_000), isEstimate: Bool = false, pass: Int = 1,
    passes: Int = 1, seconds: Double = 2
  ) -> AnalysisProgress {
    AnalysisProgress(
      pass: pass, passes: passes, fraction: fraction,
      rows: rows.map {
        AnalysisProgress.Rows(
          read: $0.0, expected: $0.1, perSecond: $0.0 > 0 ? Double($0.0) / seconds : nil, isEstimate: isEstimate)
      },
      elapsed: .seconds(seconds))
  }

  @Test(arguments: [
    (200, "[#############-----------------]   44 %  1.7M of 4.0M rows  850k rows/s  3 s left"),
    (80, "[############----------------]   44 %  1.7M of 4.0M rows  850k rows/s  3 s left"),
    (60, "[###-----]   44 %  1.7M of 4.0M rows  850k rows/s  3 s left"),
    (59, "[########------------]   44 %  1.7M of 4.0M rows  3 s left"),
    (50, "[####-------]   44 %  1.7M of 4.0M rows  3 s left"),
    (40, "[########------------]   44 %  3 s left"),
    (30, "[####------]   44 %  3 s left"),
    (20, "[####------]   44 %"),
    (17, " 44 %  3 s left"),
    (6, " 44 %"),
    (5, ""), (1, ""), (0, ""),
  ])
  func theTextFitsTheWindow(width: Int, text: String) {
    #expect(ProgressBar(width: width).text(Self.progress(0.44)) == text)
  }

  @Test(arguments: 0...120) func noTextReachesTheLastColumn(width: Int) {
    for fraction in [0, 0.001, 0.5, 0.999, 1] {
      for pass in [1, 3] {
        let text = ProgressBar(width: width).text(
          Self.progress(
            fraction, rows: (999_999_999, 1_000_000_000), isEstimate: true, pass: pass, passes: pass, seconds: 90_000))
        #expect(text.count <= max(0, width - 1))
        #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
      }
    }
  }

  @Test(arguments: [
    (progress(0), "[------------------------------]    0 %  1.7M of 4.0M rows  850k rows/s"),
    (progress(0.5, rows: nil), "[###############---------------]   50 %  2 s left"),
    (
      progress(0.5, rows: (950, 12_345), isEstimate: true, seconds: 10),
      "[###############---------------]   50 %  ~950 of 12.3k rows  95 rows/s  10 s left"
    ),
    // All is read, and the grouping goes on.
    (
      progress(0.55, rows: (4_000_000, 4_000_000), seconds: 110),
      "[################--------------]   55 %  4.0M of 4.0M rows  1 min 30 s left"
    ),
    (
      progress(0.5, rows: (99_949, 999_499), pass: 2, passes: 3, seconds: 7_260),
      "[###############---------------]   50 %  99.9k of 999k rows  14 rows/s  2 h 1 min left  pass 2 of 3"
    ),
    (
      progress(1, rows: (999_500, 999_999)), "[##############################]  100 %  1.0M of 1.0M rows  500k rows/s"
    ),
    (progress(0.005, rows: (0, 10)), "[------------------------------]    0 %  0 of 10 rows"),
    (progress(0.02, rows: nil, seconds: 1e6), "[------------------------------]    2 %"),
  ])
  func theTextSaysWhatIsKnown(progress: AnalysisProgress, text: String) {
    #expect(ProgressBar(width: 120).text(progress) == text)
  }
}
