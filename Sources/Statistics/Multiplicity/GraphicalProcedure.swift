/// The sequentially rejective graphical procedure: hypotheses hold shares of α and pass them on when they are rejected.
///
/// Controls the familywise error under any dependence. Holm's procedure, a fixed sequence, the fallback procedure and
/// serial or parallel gates are special graphs.
///
/// - Note: F. Bretz, W. Maurer, W. Brannath, M. Posch (2009), *Stat. Med.* 28, 586-604; Methods/multiplicity, "Graphs".
package struct GraphicalProcedure: Sendable, Equatable {
  /// w_i, the share of α that each hypothesis starts with.
  package let weights: [Double]
  /// g_ij, the share of its weight that hypothesis i leaves to hypothesis j.
  package let transitions: [[Double]]

  /// - Throws: every fault of the graph.
  package init(weights: [Double], transitions: [[Double]]) throws(InvalidGraph) {
    let faults = GraphFault.all(weights: weights, transitions: transitions)
    if !faults.isEmpty { throw InvalidGraph(faults: faults) }
    self.init(trusted: weights, transitions)
  }

  /// - Precondition: the graph has no fault.
  init(trusted weights: [Double], _ transitions: [[Double]]) {
    self.weights = weights
    self.transitions = transitions
  }

  /// One hypothesis taken out of the graph.
  package struct Step: Sendable, Equatable {
    /// Its position in the family.
    package let hypothesis: Int
    /// The smallest α at which it is rejected; 1 where none below is.
    package let adjusted: Double
    /// The weights that the others hold afterwards; 0 for those that are out.
    package let weights: [Double]
  }

  /// The hypotheses in the order in which a growing α rejects them, with the weights after each.
  ///
  /// Next is the smallest p/w of the current weights; at equal ones the first in the family. A hypothesis without weight is
  /// not rejected, whatever its p-value, and one without a p-value (nil) never passes its weight on; neither has a step.
  ///
  /// - Precondition: as many p-values as hypotheses, each from 0 to 1.
  package func steps(_ pValues: [Double?]) -> [Step] {
    precondition(pValues.count == weights.count && pValues.allSatisfy { $0.map((0...1).contains) ?? true })
    var graph = Graph(weights: weights, transitions: transitions)
    var steps: [Step] = []
    var largest = 0.0
    while let (hypothesis, ratio) = graph.next(pValues) {
      largest = max(largest, min(1, ratio))
      graph.remove(hypothesis)
      steps.append(Step(hypothesis: hypothesis, adjusted: largest, weights: graph.weights))
    }
    return steps
  }

  /// The hypotheses rejected at α, in order, with the weights after each: those whose adjusted p-value is at most α.
  package func rejections(_ pValues: [Double?], alpha: Double) -> [Step] {
    Array(steps(pValues).prefix { $0.adjusted <= alpha })
  }

  /// The smallest α at which each hypothesis is rejected, in the order given; 1 where it never gets weight, nil stays nil.
  package func adjusted(_ pValues: [Double?]) -> [Double?] {
    var adjusted = pValues.map { $0.map { _ in 1.0 } }
    for step in steps(pValues) { adjusted[step.hypothesis] = step.adjusted }
    return adjusted
  }
}

/// The part of the graph that is left.
private struct Graph {
  var weights: [Double]
  var transitions: [[Double]]
  var remaining: [Int]

  init(weights: [Double], transitions: [[Double]]) {
    self.weights = weights
    self.transitions = transitions
    remaining = Array(weights.indices)
  }

  func next(_ pValues: [Double?]) -> (hypothesis: Int, ratio: Double)? {
    var best: (hypothesis: Int, ratio: Double)?
    for index in remaining where weights[index] > 0 {
      guard let p = pValues[index] else { continue }
      let ratio = p / weights[index]
      if best.map({ ratio < $0.ratio }) ?? true { best = (index, ratio) }
    }
    return best
  }

  /// w_l ← w_l + w_i·g_il and g_lk ← (g_lk + g_li·g_ik)/(1 − g_li·g_il), 0 for a denominator of 0.
  mutating func remove(_ i: Int) {
    remaining.removeAll { $0 == i }
    var updated = transitions
    for l in remaining {
      weights[l] += weights[i] * transitions[i][l]
      let left = 1 - transitions[l][i] * transitions[i][l]
      for k in remaining where k != l {
        let sum = transitions[l][k] + transitions[l][i] * transitions[i][k]
        // Rounding must not turn a loop that keeps all of its weight into a large share of nothing.
        updated[l][k] = left > GraphFault.rounding ? min(1, sum / left) : 0
      }
    }
    weights[i] = 0
    transitions = updated
  }
}
