internal import Statistics

/// The page of the documentation that shows how often the estimators err.
///
/// Holds nothing that depends on the machine or the time, so that the same seed writes the same bytes.
package struct CalibrationArticle {
  package let calibration: Calibration
  /// The rows of each study, in the order of `Study.all`.
  package let rows: [[CalibrationRow]]

  package init(_ calibration: Calibration, rows: [[CalibrationRow]]) {
    self.calibration = calibration
    self.rows = rows
  }

  package var text: String {
    let studies = zip(Study.all, rows)
    let summaries = studies.map {
      "### \($0.name)\n\n" + CalibrationSummary(study: $0, rows: $1).lines.joined(separator: "\n")
    }
    let methods = studies.flatMap { study, rows in
      study.methods.indices.map { section(study, rows, $0) }
    }
    return
      ([introduction, findings, "## How many units it takes", sizes] + summaries + [reading, "## Method by method"]
      + methods)
      .joined(separator: "\n\n") + "\n"
  }

  private func section(_ study: Study, _ rows: [CalibrationRow], _ method: Int) -> String {
    let table = CalibrationTable(study: study, method: method, rows: rows)
    return [
      Self.heading(study.methods[method]), CalibrationSummary(study: study, rows: rows).sentences(method),
      table.lines.joined(separator: "\n"),
    ].joined(separator: "\n\n")
  }

  /// Names the method, and the estimator and the scale as result rows have them.
  package static func heading(_ method: CalibratedMethod) -> String {
    "### \(method.name)\n\nEstimator `\(method.estimatorKey)`, estimand `\(method.estimand.rawValue)`."
  }
}
