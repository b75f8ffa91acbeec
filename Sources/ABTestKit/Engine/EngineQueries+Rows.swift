internal import Engines
internal import Inference
internal import Planning
internal import Statistics
internal import SummarySQL

extension EngineQueries {
  /// The rows of analysis, as far as a method needs them; no pass over the source where none does.
  ///
  /// - Parameter scalings: those of the summary, which suit every value.
  func rows(
    of plan: AnalysisPlan, _ summary: ExperimentSummary, _ scalings: [PlannedTerm: Scaling], unitsAreUnique: Bool
  ) async throws -> RowSample {
    let needs = RowNeeds(plan, summary)
    guard !needs.isEmpty else { return .none }
    let query = RowsQuery(
      plan, scalings: scalings, unitsAreUnique: unitsAreUnique, populations: needs.populations(plan))
    var coarsenings: [Population: [Coarsening]] = [:]
    if !needs.replicated.isEmpty {
      coarsenings = try query.decodeRanges(try await self.rows(of: query.rangeText(in: dialect)))
    }
    var sample = RowSample(plan, summary, needs, scalings, coarsenings)
    let ofUnits = needs.unitPopulations(plan)
    if !ofUnits.isEmpty {
      let units = RowsQuery(
        plan, scalings: scalings, unitsAreUnique: unitsAreUnique, populations: ofUnits, isWithinClusters: true)
      sample = try await fold(units, into: sample) { $0.add($1) }
    }
    repeat {
      if !needs.populations(plan).isEmpty { sample = try await fold(query, into: sample) { $0.add($1) } }
      sample.finishPass()
    } while sample.needsAnotherPass
    return sample
  }

  private func fold<State: Sendable>(
    _ query: RowsQuery, into state: State, _ add: @escaping @Sendable (inout State, RowBatch) -> Void
  ) async throws -> State {
    let text = query.text(in: dialect)
    let start: (state: State, fault: MalformedResult?) = (state, nil)
    let end: (state: State, fault: MalformedResult?)
    do throws(EngineError) {
      end = try await engine.fold(text, into: start) { progress, table in
        guard progress.fault == nil else { return }
        do throws(MalformedResult) {
          add(&progress.state, try query.decode(table))
        } catch {
          progress.fault = error
        }
      }
    } catch {
      throw faults.translated(error)
    }
    if let fault = end.fault { throw fault }
    return end.state
  }
}
