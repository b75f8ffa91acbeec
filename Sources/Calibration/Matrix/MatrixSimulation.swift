internal import Diagnostics
internal import Inference
internal import Planning
internal import Statistics
internal import SummarySQL

/// What the experiments of one cell came to: without an effect, and with the one that the questions are about.
package struct MatrixResult: Sendable {
  package let cell: MatrixCell
  package let runs: Int
  package let null: MatrixTally
  /// Empty where no interval belongs to the test, or where it is that of another cell.
  package let effect: MatrixTally
}

extension Calibration {
  /// The true lift where there is an effect.
  package static let matrixLift = 0.3

  /// Experiments per cell and effect of the published page.
  package static let matrixRuns = 2000
  /// Experiments per cell and effect of a look at the whole.
  package static let quickRuns = 100

  /// One cell of the matrix; nil where the program refuses it.
  package func result(_ cell: MatrixCell, runs: Int) async -> MatrixResult? {
    guard cell.refusal == nil else { return nil }
    func tally(_ lift: Double) async -> MatrixTally {
      await spread(runs) { [await self.tally(cell, lift: lift, replicates: $0)] }.first ?? MatrixTally()
    }
    return MatrixResult(
      cell: cell, runs: runs, null: await tally(0),
      effect: cell.hasOwnInterval && !cell.losesAdjustment ? await tally(Self.matrixLift) : MatrixTally())
  }

  /// The replicates in a range of one cell; lets other tasks run in between.
  package func tally(_ cell: MatrixCell, lift: Double, replicates: Range<Int>) async -> MatrixTally {
    var tally = MatrixTally()
    let questions = lift == 0 ? [] : cell.askedQuestions
    guard let plan = try? cell.plan(asking: questions) else { return tally }
    let experiment = MatrixExperiment(cell: cell, lift: lift, seed: seed)
    let columns = cell.columns(plan)
    let truths = cell.kind.outcome.truths(lift: lift)
    for replicate in replicates {
      if replicate % 50 == 0 { await Task.yield() }
      let table = experiment.rows(replicate).table(columns, number: UInt64(replicate))
      let answers = try? await Answers(plan: plan, plan.needs, by: MemoryReader(table))
      let found = answers.flatMap { try? ExperimentAnalysis($0) }
      if let found { tally.add(found.rows, truths: truths) }
    }
    return tally
  }
}

extension SimulatedOutcome {
  /// The true comparison on every scale; odds only of probabilities.
  func truths(lift: Double) -> [Estimand: Double] {
    let (zero, one) = (truth(times: 1), truth(times: 1 + lift))
    let isProbability = self == .conversion || self == .survival
    return [
      .absolute: one - zero, .relative: one / zero - 1,
      .oddsRatio: isProbability ? one / (1 - one) / (zero / (1 - zero)) : .nan,
    ]
  }
}
