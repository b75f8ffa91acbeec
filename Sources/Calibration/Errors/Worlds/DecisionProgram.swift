internal import Distributions
internal import Inference
internal import Planning
internal import SummarySQL

/// What the program decides on the experiments of a world.
struct DecisionProgram: Sendable {
  let world: DecisionWorld
  private let decided: SimulatedSpec
  /// One metric in segments, as the gate of composition reads their units.
  private let divided: SimulatedSpec

  init(_ world: DecisionWorld) {
    self.world = world
    decided = Self.spec(world, metrics: world.metrics, attributes: 0)
    divided = Self.spec(world, metrics: Array(world.metrics.prefix(1)), attributes: DecisionWorld.attributes.count)
  }

  /// One experiment.
  struct Result: Sendable {
    let analysis: ExperimentAnalysis
    /// Whether the gate of composition failed.
    let isMixed: Bool

    /// On each treatment. The gate voids whatever else is found, and reads units alone: it is run by itself, because the
    /// metrics of segments would take ten times as long as all that a decision reads.
    var outcomes: [Decision.Outcome] { analysis.decisions.map { isMixed ? .invalid : $0.outcome } }
  }

  func result(_ stream: RandomStream) async throws -> Result {
    let sums = world.sums(stream)
    return Result(analysis: try await decided.analysis(sums.all, days: sums.days), isMixed: isMixed(sums.all))
  }

  func isMixed(_ summary: ScopeSummary) -> Bool {
    CompositionCheck.run(divided.plan, ExperimentSummary(summary)).contains { $0.outcome == .failed }
  }

  /// The spec of a world's experiments, some of whose attributes divide every metric.
  static func spec(_ world: DecisionWorld, metrics: [DecisionMetric], attributes: Int) -> SimulatedSpec {
    let names = metrics.indices.map { "m\($0)" }
    let keys = (0..<attributes).map { "a\($0)" }
    let listed = keys.map { "\"\($0)\"" }.joined(separator: ", ")
    return SimulatedSpec(
      variants: [("A", 1)] + world.lifts.indices.map { ("B\($0 + 1)", 1) },
      metrics: zip(names, metrics).map { name, metric in
        #"{ "name": "\#(name)", "type": "proportion", "column": "\#(name)", \#(metric.keys) }"#
      },
      columns: names, data: #", "time": "at""# + (keys.isEmpty ? "" : #", "attributes": [\#(listed)]"#),
      rest: keys.isEmpty ? "" : #", "segments": [\#(listed)]"#, texts: keys)
  }
}
