import Statistics
import TestSupport
import Testing

/// The graphical procedure against closed testing, and its special graphs.
@Suite struct GraphicalProcedureTests {
  struct Case: Decodable, Sendable {
    let name: String
    let weights: [Double]
    let transitions: [[Double]]
    let p: [Double]
    let adjusted: [Double]
  }

  @Test func agreesWithClosedTesting() throws {
    let cases = try OracleTable.cases("graphical_procedure", as: Case.self)
    #expect(cases.count == 43)
    for example in cases {
      let graph = try GraphicalProcedure(weights: example.weights, transitions: example.transitions)
      let adjusted = graph.adjusted(example.p)
      for (actual, expected) in zip(adjusted, example.adjusted) {
        #expect(isClose(actual, expected, relative: 1e-12), "\(example.name): \(adjusted)")
      }
    }
  }

  static let gate = try? GraphicalProcedure(
    weights: [0.5, 0.5, 0, 0],
    transitions: [[0, 0.5, 0.5, 0], [0.5, 0, 0, 0.5], [0, 1, 0, 0], [1, 0, 0, 0]])

  /// Four hypotheses in two gates (Methods/multiplicity, "Graphs").
  @Test func workedExample() throws {
    let graph = try #require(Self.gate)
    let steps = graph.rejections([0.011, 0.030, 0.018, 0.041], alpha: 0.05)
    #expect(steps.map(\.hypothesis) == [0, 1, 2, 3])
    let weights: [[Double]] = [[0, 0.75, 0.25, 0], [0, 0, 0.5, 0.5], [0, 0, 0, 1], [0, 0, 0, 0]]
    for (step, expected) in zip(steps, weights) {
      for (a, b) in zip(step.weights, expected) { #expect(isClose(a, b, absolute: 1e-15), "\(step)") }
    }
    #expect(graph.rejections([0.011, 0.060, 0.010, 0.041], alpha: 0.05).map(\.hypothesis) == [0, 2])
  }

  static func graph(_ random: inout SeededRandom, _ size: Int) throws -> GraphicalProcedure {
    func shares(_ count: Int, without own: Int? = nil) -> [Double] {
      let raw = (0..<count).map { $0 == own || random.chance(0.3) ? 0 : random.uniform() }
      let sum = raw.reduce(0, +)
      let total = random.chance(0.5) ? 1 : random.uniform()
      return raw.map { sum > 0 ? $0 / sum * total : 0 }
    }
    return try GraphicalProcedure(
      weights: shares(size), transitions: (0..<size).map { shares(size, without: $0) })
  }

  @Test func holmsGraphIsHolmsProcedure() throws {
    var random = SeededRandom(seed: 81)
    for _ in 0..<500 {
      let p = PValueAdjustmentTests.family(&random)
      let graph = GraphicalProcedure.holm(p.count)
      for (a, b) in zip(graph.adjusted(p), PValueAdjustment.holm.adjusted(p)) {
        #expect(isClose(a, try #require(b), relative: 1e-12), "\(p)")
      }
    }
  }

  @Test func aFixedSequenceStopsAtTheFirstThatIsNotRejected() throws {
    let next = (0..<4).map { i in (0..<4).map { $0 == i + 1 ? 1.0 : 0 } }
    let graph = try GraphicalProcedure(weights: [1, 0, 0, 0], transitions: next)
    #expect(graph.adjusted([0.01, 0.04, 0.02, 0.5]) == [0.01, 0.04, 0.04, 0.5])
    #expect(graph.rejections([0.01, 0.06, 0.001, 0.001], alpha: 0.05).map(\.hypothesis) == [0])
    #expect(GraphicalProcedure.holm(1).adjusted([0.3]) == [0.3])
  }

  @Test func rejectionsAreTheAdjustedValuesBelowTheLevel() throws {
    var random = SeededRandom(seed: 82)
    for _ in 0..<500 {
      let p = PValueAdjustmentTests.family(&random)
      let graph = try Self.graph(&random, p.count)
      let adjusted = graph.adjusted(p)
      for i in p.indices { #expect(try #require(adjusted[i]) >= p[i]) }
      for alpha in [0.01, 0.05, 0.3] {
        let expected = try p.indices.filter { try #require(adjusted[$0]) <= alpha }
        #expect(graph.rejections(p, alpha: alpha).map(\.hypothesis).sorted() == expected)
      }
    }
  }

  @Test func theOrderOfTheFamilyDoesNotMatter() throws {
    var random = SeededRandom(seed: 83)
    for _ in 0..<300 {
      let size = random.integer(1...6)
      let p = (0..<size).map { _ in random.logUniform(1e-6...1) }
      let graph = try Self.graph(&random, size)
      let order = p.indices.shuffled(using: &random)
      let other = try GraphicalProcedure(
        weights: order.map { graph.weights[$0] },
        transitions: order.map { i in order.map { graph.transitions[i][$0] } })
      let adjusted = graph.adjusted(p)
      for (actual, index) in zip(other.adjusted(order.map { p[$0] }), order) {
        #expect(isClose(actual, try #require(adjusted[index]), relative: 1e-9))
      }
    }
  }

  @Test func anUntestedHypothesisKeepsItsWeight() throws {
    let graph = try #require(Self.gate)
    #expect(graph.adjusted([0.011, nil, 0.018, 0.041]) == [0.022, nil, 0.072, 1])
    #expect(graph.adjusted([nil, nil, nil, nil]) == [nil, nil, nil, nil])
  }

  /// A p-value of 0 is not rejected without weight.
  @Test func weightIsNeeded() throws {
    let graph = try GraphicalProcedure(weights: [1, 0], transitions: [[0, 0], [0, 0]])
    #expect(graph.adjusted([0.2, 0]) == [0.2, 1])
    #expect(graph.rejections([0.2, 0], alpha: 0.5).map(\.hypothesis) == [0])
  }

  @Test func allFaultsAreFound() {
    #expect(GraphFault.all(weights: [1, 0], transitions: [[0, 1]]) == [.wrongSize])
    #expect(GraphFault.all(weights: [1, 0], transitions: [[0, 1], [0]]) == [.wrongSize])
    let faults = GraphFault.all(
      weights: [0.75, 0.5, -0.125], transitions: [[0.5, 0.25, 0], [0.75, 0, 0.75], [-1, .nan, 0]])
    #expect(
      faults == [
        .invalidWeight(2), .weightsExceedOne(sum: 1.125), .selfTransition(0), .transitionsExceedOne(from: 1, sum: 1.5),
        .invalidTransition(from: 2, to: 0), .invalidTransition(from: 2, to: 1),
      ])
    #expect(throws: InvalidGraph(faults: [.weightsExceedOne(sum: 1.5)])) {
      try GraphicalProcedure(weights: [1, 0.5], transitions: [[0, 0], [0, 0]])
    }
    #expect(
      GraphFault.all(weights: [0.1, 0.2, 0.7], transitions: [[0, 0.3, 0.7], [0.9, 0, 0.1], [0, 1, 0]]).isEmpty)
    #expect(GraphFault.all(weights: [], transitions: []).isEmpty)
  }
}
