internal import Distributions

extension Calibration {
  /// Counts what happens in simulated experiments, each with a random stream of its own.
  ///
  /// - Parameters:
  ///   - cell: tells these experiments from all others.
  ///   - experiment: what happens in one; it must not fail, for a share of some experiments would be that of a selection.
  func count<Event>(
    _ cell: String, runs: Int, _ experiment: @escaping @Sendable (RandomStream) async throws -> Set<Event>
  ) async -> EventCount<Event> {
    let seeds = ReplicateSeed(seed: seed, scenario: cell)
    return await spread(runs) { replicates in
      var count = EventCount<Event>()
      for replicate in replicates {
        if replicate % 50 == 0 { await Task.yield() }
        do {
          count.add(try await experiment(RandomStream(seed: seeds.value(replicate))))
        } catch {
          preconditionFailure("experiment \(replicate) of \(cell): \(error)")
        }
      }
      return [count]
    }.first ?? EventCount()
  }
}
