internal import Distributions
internal import Inference
package import Statistics

/// How often a published lift is answered in each of the seven ways, and how often wrongly.
package enum ClaimStudy: ErrorStudy {
  package static let title = "Published claims"
  package static let runs = 2000
  private static let sizes = [2000, 20_000]
  private static let rate = 0.2
  private static let share = 0.5

  /// A claim, as a spec writes it, with its lift.
  private static let claims: [(text: String, lift: Double)] = [
    ("+5%", 0.05), ("+10%", 0.1), ("+21%", 0.21), ("+202%", 2.02), ("-10%", -0.1),
  ]
  /// True lifts, as multiples of the claim: none, the half that must be established, all, and more.
  private static let multiples = [0, 0.5, 1, 1.5]

  /// Whether an answer asserts what is false.
  ///
  /// - Parameter multiple: the true lift as a multiple of the claim.
  package static func isWrong(_ answer: ClaimAnswer, atMultiple multiple: Double) -> Bool {
    switch answer {
    case .exceeded: multiple <= 1
    case .confirmed: multiple <= share
    case .confirmedButSmaller: multiple >= 1 || multiple <= share
    case .refuted: multiple >= share
    case .smaller: multiple >= 1 || multiple <= 0
    case .notReproduced: multiple >= 1
    case .undecided: false
    }
  }

  /// The answers on one claim.
  package static func count(
    _ claim: String, truth: Double, units: Int, _ calibration: Calibration, runs: Int
  ) async -> EventCount<ClaimAnswer> {
    let spec = SimulatedSpec(
      variants: [("A", 1), ("B", 1)],
      metrics: [#"{ "name": "m", "type": "proportion", "column": "m", "claim": "\#(claim)" }"#], columns: ["m"])
    return await calibration.count("claim|\(claim)|\(truth)|\(units)", runs: runs) { stream in
      let ones = [rate, rate * (1 + truth)].map { stream.binomial(trials: units, probability: $0) }
      let analysis = try await spec.analysis(ones.map { Moments(successes: $0, trials: units) })
      // The last row of a metric is its question.
      let answer = analysis.rows.last?.verdict.flatMap { ClaimAnswer(rawValue: $0.rawValue) }
      return answer.map { [$0] } ?? []
    }
  }

  package static func section(_ calibration: Calibration, runs: Int) async -> ErrorSection {
    var rows: [[String]] = []
    var found: [(cell: String, rate: Rate)] = []
    for claim in claims {
      for multiple in multiples {
        for units in sizes {
          let truth = multiple * claim.lift
          let count = await count(claim.text, truth: truth, units: units, calibration, runs: runs)
          let wrong = ClaimAnswer.allCases.filter { isWrong($0, atMultiple: multiple) }
          let errors = Rate(wrong.reduce(0) { $0 + count[$1].count }, of: count.runs)
          let truthText = (truth < 0 ? "-" : truth > 0 ? "+" : "") + shortNumber(100 * abs(truth)) + " %"
          found.append(("\(claim.text), truth \(truthText), \(units) units", errors))
          rows.append(
            [claim.text, truthText, String(units)]
              + ClaimAnswer.allCases.map { percent(count[$0].value) + (wrong.contains($0) ? " ✗" : "") }
              + [percent(errors.value) + " ± " + percent(errors.error)])
        }
      }
    }
    return ErrorSection(
      """
      A proportion of 20 % in the control, \(runs) experiments a line; half of the claim must be established. In percent, by the
      answer; ✗ marks answers that are wrong if the truth is that of the line, and the last column is their sum. Each rests on one
      end of the 95 % interval, so that at most 5 % are wrong whatever is true.
      """,
      [
        ErrorTable(
          header: ["claim", "truth", "units of each variant"] + ClaimAnswer.allCases.map(\.rawValue) + ["wrong"],
          rows: rows)
      ],
      promises: [ErrorPromise("a wrong answer on a published claim", atMost: 0.05, found)])
  }
}
