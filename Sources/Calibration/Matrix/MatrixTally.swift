internal import Inference
package import Statistics

/// What one cell's experiments said: counts by the kind of row, which add up in any order.
package struct MatrixTally: Tally, Equatable {
  /// The counts of the metric's own rows, by scale.
  package private(set) var scales: [Estimand: CalibrationCell] = [:]
  /// The counts of the rows of other methods that stand beside them, by method.
  package private(set) var companions: [String: CalibrationCell] = [:]
  /// Wrong answers to the questions beside "no difference".
  package private(set) var questions: [MatrixQuestion: CalibrationCell] = [:]
  /// How often each path was printed, by scale.
  package private(set) var paths: [Estimand: [String: Int]] = [:]
  /// Methods whose p-value gave the verdict, how often.
  package private(set) var deciders: [String: Int] = [:]

  package init() {}

  /// Counts the rows of one experiment.
  mutating func add(_ rows: [ResultRow], truths: [Estimand: Double]) {
    let decider = rows.first { $0.isCompanion && $0.verdict != nil }
    for row in rows where row.metric == MatrixCell.difference {
      guard row.hypothesis == .superiority else { continue }
      if row.isCompanion {
        // A p-value without an interval is the verdict of the row that it stands beside, or nothing.
        guard row.interval != nil || row.status != nil else { continue }
        let side = (row.pValue ?? 1) < row.alpha ? 1.0 : 0
        Self.count(row, into: &companions[row.method, default: CalibrationCell()], side, truths)
      } else {
        let side = Self.side(row.verdict)
        Self.count(row, into: &scales[row.estimand, default: CalibrationCell()], side, truths)
        if row.status == nil { paths[row.estimand, default: [:]][row.path, default: 0] += 1 }
        if row.isLeading { deciders[decider?.method ?? row.method, default: 0] += 1 }
      }
    }
    for question in MatrixQuestion.allCases {
      // The last row of a metric is its question.
      guard let row = rows.last(where: { $0.metric == question.rawValue }) else { continue }
      let side: Double = row.verdict.map(question.isError) ?? false ? 1 : 0
      Self.count(row, into: &questions[question, default: CalibrationCell()], side, truths)
    }
  }

  /// On which side a verdict says that the variants differ.
  private static func side(_ verdict: Verdict?) -> Double {
    switch verdict {
    case .better: 1
    case .worse, .lower, .higher: -1
    default: 0
    }
  }

  private static func count(
    _ row: ResultRow, into cell: inout CalibrationCell, _ side: Double, _ truths: [Estimand: Double]
  ) {
    if let reason = row.status {
      cell.add(refused: reason)
    } else {
      cell.add(rejectedAt: side, row.interval, truth: truths[row.estimand] ?? .nan, warnings: row.warnings)
    }
  }

  package static func + (left: MatrixTally, right: MatrixTally) -> MatrixTally {
    var sum = left
    sum.scales.merge(right.scales, uniquingKeysWith: +)
    sum.companions.merge(right.companions, uniquingKeysWith: +)
    sum.questions.merge(right.questions, uniquingKeysWith: +)
    sum.deciders.merge(right.deciders, uniquingKeysWith: +)
    sum.paths.merge(right.paths) { $0.merging($1, uniquingKeysWith: +) }
    return sum
  }
}
