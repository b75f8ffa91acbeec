internal import Diagnostics
package import Statistics

/// What stands in the table for one cell: the method as the program prints it, and how often it errs.
package struct MatrixCellText {
  private let cell: MatrixCell
  private let result: MatrixResult?

  init(_ cell: MatrixCell, _ result: MatrixResult?) {
    self.cell = cell
    self.result = result
  }

  private static let alpha = CalibrationCell.alpha
  /// The text of cells whose adjustment is always dropped.
  private static let asWithout = "as without"

  private var leading: Estimand { cell.kind.outcome.leading }

  /// The path of most experiments.
  package var path: String {
    guard let result else { return refusal }
    guard let path = result.null.mostCommonPath(on: leading) else { return reason(result.null.scales[leading]) }
    return "`\(path.replacing("|", with: "\\|"))`"
  }

  /// The test of no difference, in experiments without one.
  package var noDifference: String {
    guard let result else { return refusal }
    guard let tally = result.null.scales[leading], tally.rejected.isKnown else {
      return reason(result.null.scales[leading])
    }
    return "`\(result.null.decider ?? "")` \(tally.rejected.text(nominal: Self.alpha, moreIsWorse: true))"
      + unanswered(tally)
  }

  /// The intervals on a scale, in experiments with an effect.
  package func coverage(on estimand: Estimand) -> String {
    guard let result else { return refusal }
    guard result.null.scales[estimand] != nil else {
      return UndefinedScale(estimand, ofRatio: leading == .relative).rawValue
    }
    guard cell.hasOwnInterval else { return UndefinedScale.noInterval.rawValue }
    guard !cell.losesAdjustment else { return Self.asWithout }
    guard let tally = result.effect.scales[estimand], tally.covered.isKnown else {
      return reason(result.effect.scales[estimand])
    }
    let method = result.effect.mostCommonPath(on: estimand).map(Self.method) ?? ""
    return "`\(method)` \(tally.covered.text(nominal: 1 - Self.alpha, moreIsWorse: false))" + unanswered(tally)
  }

  /// Wrong answers to a question whose null value is the truth.
  package func error(of question: MatrixQuestion) -> String {
    guard let result else { return refusal }
    if cell.losesAdjustment { return Self.asWithout }
    if let fault = cell.refusal(of: question) { return "undefined (`\(fault.code.rawValue)`)" }
    guard let tally = result.effect.questions[question], tally.rejected.isKnown else {
      return reason(result.effect.questions[question])
    }
    return tally.rejected.text(nominal: question.nominal, moreIsWorse: true) + unanswered(tally)
  }

  /// The row of another method with an interval of its own, where the program prints one.
  package var companion: String {
    guard let result else { return refusal }
    // Where strata are merged now and then, a few experiments have a row that the others have not.
    let companions = result.null.companions.filter { 2 * $0.value.answers > result.runs }
    guard let (method, null) = companions.first else { return "none" }
    guard null.rejected.isKnown else { return reason(null) }
    let covered = result.effect.companions[method]?.covered.text(nominal: 1 - Self.alpha, moreIsWorse: false)
    return "`\(method)` \(null.rejected.text(nominal: Self.alpha, moreIsWorse: true)); \(covered ?? Self.asWithout)"
  }

  /// The method with the marks of its rates.
  package var summary: String {
    guard let result else { return refusal }
    guard let tally = result.null.scales[leading], tally.rejected.isKnown else {
      return reason(result.null.scales[leading])
    }
    let marks = [
      tally.rejected.mark(nominal: Self.alpha, moreIsWorse: true),
      result.effect.scales[leading]?.covered.mark(nominal: 1 - Self.alpha, moreIsWorse: false) ?? "",
    ]
    let mark = ["▲", "▽"].first(where: marks.contains) ?? ""
    return "`\(result.null.decider ?? "")`" + (mark.isEmpty ? "" : " " + mark)
  }

  private var refusal: String { cell.refusal.map { "undefined (`\($0.code.rawValue)`)" } ?? "not simulated" }

  private func reason(_ tally: CalibrationCell?) -> String {
    let codes = (tally?.refused ?? [:]).sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
    return codes.first.map { "no answer (`\($0.key.rawValue)`)" } ?? "not simulated"
  }

  private func unanswered(_ tally: CalibrationCell) -> String {
    guard tally.unanswered.value >= 0.001, let code = tally.refused.max(by: { $0.value < $1.value })?.key else {
      return ""
    }
    return ", no answer in \(percent(tally.unanswered.value)) % (`\(code.rawValue)`)"
  }

  /// The fourth of the five steps of a path.
  private static func method(_ path: String) -> String {
    let steps = path.split(separator: "|")
    return steps.count > 3 ? String(steps[3]) : path
  }
}

extension MatrixTally {
  func mostCommonPath(on estimand: Estimand) -> String? { Self.mostCommon(paths[estimand, default: [:]]) }

  /// The method that gave most verdicts.
  var decider: String? { Self.mostCommon(deciders) }

  /// Every reason for which an experiment had no answer.
  var refusals: Set<NotEstimable> {
    Set((Array(scales.values) + Array(companions.values) + Array(questions.values)).flatMap { $0.refused.keys })
  }

  private static func mostCommon(_ counts: [String: Int]) -> String? {
    counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
