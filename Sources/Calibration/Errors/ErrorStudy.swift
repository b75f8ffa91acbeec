/// A part of the page on how often the decision errs: worlds whose truth is known, and what the program says in them.
///
/// A study is one file and a line in the list.
package protocol ErrorStudy: Sendable {
  /// As a heading.
  static var title: String { get }
  /// Experiments for each cell of the published page.
  static var runs: Int { get }
  /// What is simulated and what is found.
  ///
  /// - Parameter runs: experiments for each cell.
  static func section(_ calibration: Calibration, runs: Int) async -> ErrorSection
}
