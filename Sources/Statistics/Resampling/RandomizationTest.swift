/// The p-value of a difference under the hypothesis that the variant changed no row at all, from the assignment alone.
///
/// Labels are drawn again as they were drawn, and the statistic is computed anew. Exact for that sharp hypothesis; with a
/// studentized statistic asymptotically valid for equal means too.
///
/// - Note: E. Chung, J. P. Romano (2013), *Annals of Statistics* 41, 484-507; Methods/randomization.
package struct RandomizationTest: Sendable, Equatable {
  /// Assignments up to which all of them are visited.
  package static let enumerationLimit = 20_000
  package static let defaultDraws = 9999
  /// Statistics that differ by less, as a share of the larger, are the same.
  private static let tie = 1e-9
  /// The difference below which statistics that are zero but for rounding are the same.
  private static let tieAtZero = 1e-12

  /// The observed statistic.
  package let statistic: Double
  /// Assignments that were looked at: all of them, or those drawn.
  package let assignments: Int
  /// Whether all assignments were looked at, so that the p-value is exact.
  package let isComplete: Bool
  /// Statistics at least as large as the observed one, at most as large, and at least as far from zero.
  private let extremes: (above: Int, below: Int, far: Int)

  /// - Parameters:
  ///   - isVariant: the label of each row.
  ///   - seed: decides the draws where there are too many assignments.
  ///   - enumerationLimit: assignments up to which all of them are visited.
  ///   - statistic: of given labels; nil, where there is none, counts as extreme on every side.
  /// - Throws: `noVariation` when the observed statistic is undefined or infinite.
  package init(
    isVariant: [Bool], mechanism: AssignmentMechanism = .complete, draws: Int = defaultDraws, seed: UInt64,
    enumerationLimit: Int = enumerationLimit, statistic: ([Bool]) -> Double?
  ) throws(NotEstimable) {
    guard isVariant.contains(true), isVariant.contains(false) else { throw .emptyArm }
    guard let observed = statistic(isVariant), observed.isFinite else { throw .noVariation }
    let assignments = Assignments(isVariant: isVariant, mechanism: mechanism)
    var extremes = (above: 0, below: 0, far: 0)
    func count(_ labels: [Bool]) {
      let z = statistic(labels)
      if z.map({ Self.reaches($0, observed) }) ?? true { extremes.above += 1 }
      if z.map({ Self.reaches(-$0, -observed) }) ?? true { extremes.below += 1 }
      if z.map({ Self.reaches(abs($0), abs(observed)) }) ?? true { extremes.far += 1 }
    }
    if let all = assignments.count(limit: enumerationLimit) {
      assignments.enumerate(count)
      (self.assignments, isComplete) = (all, true)
    } else {
      var labels = isVariant
      for draw in 0..<draws {
        var stream = CounterStream(seed: seed, stream: UInt64(draw))
        assignments.draw(&stream, into: &labels)
        count(labels)
      }
      (self.assignments, isComplete) = (draws, false)
    }
    self.statistic = observed
    self.extremes = extremes
  }

  /// The studentized difference of a metric, rows as vectors of the functional.
  package init(
    rows: [[Double]], isVariant: [Bool], functional: Functional, mechanism: AssignmentMechanism = .complete,
    draws: Int = defaultDraws, seed: UInt64, enumerationLimit: Int = enumerationLimit
  ) throws(NotEstimable) {
    guard isVariant.contains(true), isVariant.contains(false) else { throw .emptyArm }
    guard isVariant.count(where: { $0 }) > 1, isVariant.count(where: { !$0 }) > 1 else { throw .tooFew }
    let contrast = StudentizedContrast(rows: rows, functional: functional)
    try self.init(
      isVariant: isVariant, mechanism: mechanism, draws: draws, seed: seed, enumerationLimit: enumerationLimit
    ) { contrast.statistic($0) }
  }

  /// Of several variants, whose labels are shuffled among the rows, or within strata; always by chance, never all of them.
  ///
  /// - Parameters:
  ///   - arms: the variant of each row.
  ///   - strata: the stratum of each row; nil where any rows may exchange their labels.
  ///   - statistic: of given labels; nil, where there is none, counts as extreme on every side.
  /// - Throws: `noVariation` when the observed statistic is undefined or infinite.
  package init(
    arms: [Int], strata: [Int]?, draws: Int = defaultDraws, seed: UInt64, statistic: ([Int]) -> Double?
  ) throws(NotEstimable) {
    guard let observed = statistic(arms), observed.isFinite else { throw .noVariation }
    let groups = Dictionary(grouping: arms.indices) { strata?[$0] ?? 0 }.values.sorted { $0[0] < $1[0] }
    var extremes = (above: 0, below: 0, far: 0)
    for draw in 0..<draws {
      var stream = CounterStream(seed: seed, stream: UInt64(draw))
      var labels = arms
      for rows in groups {
        for last in stride(from: rows.count - 1, to: 0, by: -1) {
          labels.swapAt(rows[last], rows[stream.next(below: last + 1)])
        }
      }
      let z = statistic(labels)
      if z.map({ Self.reaches($0, observed) }) ?? true { extremes.above += 1 }
      if z.map({ Self.reaches(-$0, -observed) }) ?? true { extremes.below += 1 }
      if z.map({ Self.reaches(abs($0), abs(observed)) }) ?? true { extremes.far += 1 }
    }
    (self.statistic, assignments, isComplete, self.extremes) = (observed, draws, false, extremes)
  }

  /// Whether z ≥ `bound`, ties included.
  private static func reaches(_ z: Double, _ bound: Double) -> Bool {
    z >= bound || bound - z <= max(tie * max(abs(z), abs(bound)), tieAtZero)
  }

  /// #/all where all assignments were visited, the observed one among them; else (1 + #)/(B + 1).
  package func pValue(_ alternative: Alternative) -> Double {
    let count =
      switch alternative {
      case .twoSided: extremes.far
      case .greater: extremes.above
      case .less: extremes.below
      }
    return isComplete ? Double(count) / Double(assignments) : Double(count + 1) / Double(assignments + 1)
  }

  package static func == (left: RandomizationTest, right: RandomizationTest) -> Bool {
    left.statistic == right.statistic && left.assignments == right.assignments && left.isComplete == right.isComplete
      && left.extremes == right.extremes
  }
}
