internal import Inference

/// How often one treatment is said to beat the others although it does not.
package enum BestTreatmentStudy: ErrorStudy {
  package static let title = "Several treatments"
  package static let runs = 1500

  package enum Event: Hashable, Sendable { case named, falselyNamed }

  /// True lifts of the treatments; the best are tied where a name is always false.
  private static let worlds: [(name: String, lifts: [Double])] = [
    ("two equal ones", [0.2, 0.2]), ("three equal ones", [0.2, 0.2, 0.2]),
    ("five equal ones", [0.2, 0.2, 0.2, 0.2, 0.2]), ("two tied, three far behind", [0.2, 0.2, 0.1, 0.1, 0.1]),
    ("one of two ahead by 5 points", [0.25, 0.2]), ("one of three ahead by 5 points", [0.25, 0.2, 0.2]),
  ]
  private static let units = 20_000

  package static func section(_ calibration: Calibration, runs: Int) async -> ErrorSection {
    var rows: [[String]] = []
    var found: [(cell: String, rate: Rate)] = []
    for (name, lifts) in worlds {
      let program = DecisionProgram(
        DecisionWorld(metrics: [.primary], lifts: lifts.map { [$0] }, units: units))
      let best = lifts.indices.filter { lifts[$0] == lifts.max() }
      let count: EventCount<Event> = await calibration.count("best|" + name, runs: runs) { stream in
        let decisions = try await program.result(stream).analysis.decisions
        guard let named = decisions.firstIndex(where: { $0.choice?.rank == .best }) else { return [] }
        return best == [named] ? [.named] : [.named, .falselyNamed]
      }
      found.append((name, count[.falselyNamed]))
      rows.append([
        name, percent(count[.named].value) + " ± " + percent(count[.named].error),
        percent(count[.falselyNamed].value) + " ± " + percent(count[.falselyNamed].error),
      ])
    }
    return ErrorSection(
      """
      One proportion of 20 % in the control and lifts of 10 to 25 % in the treatments, \(units) units in each variant, \(runs) experiments
      a line. A treatment is named the best if it beats every other that could be shipped, each at the two-sided error of the
      metric.
      """,
      [ErrorTable(header: ["treatments", "one is named the best, %", "falsely, %"], rows: rows)],
      promises: [ErrorPromise("one treatment beats the others, it is not the single best", atMost: 0.05, found)])
  }
}
