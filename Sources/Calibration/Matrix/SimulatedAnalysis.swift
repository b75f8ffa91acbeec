internal import Diagnostics
internal import Inference
internal import Planning
internal import Specification
internal import Statistics

/// The flow of an analysis without files and SQL: the table is summed here, and everything after is the program's own.
struct SimulatedAnalysis {
  private let plan: AnalysisPlan
  private let columns: [String]

  /// - Parameter columns: the names of the outcome's columns.
  init(_ plan: AnalysisPlan, columns: [String]) {
    self.plan = plan
    self.columns = columns
  }

  /// - Parameter number: of the experiment, from which the keys of its units follow.
  func analysis(of rows: SimulatedRows, number: UInt64) throws(DiagnosticList) -> ExperimentAnalysis {
    let raw = rawQuantiles(rows)
    let survivals = survivals(rows)
    let influences = Dictionary(
      uniqueKeysWithValues: survivals.map { survival, tables in
        (survival.influence, tables.variants.map { try? survival.time.ofCurve?.influence($0) })
      })
    let thresholds = QuantileEstimates.thresholds(raw.mapValues { $0.ranked })
    let vectors = plan.populations.map {
      RowVectors(plan, $0, rows, columns: columns, thresholds: thresholds, influences: influences)
    }
    let summary = reading(raw, into: summary(vectors, rows)).reading(survivals)
    return try ExperimentAnalysis(plan, summary, sample(vectors, summary, number))
  }

  private var strata: [[String?]] { plan.grouping.keys.isEmpty ? [[]] : [["a"], ["b"]] }

  private func summary(_ vectors: [RowVectors], _ rows: SimulatedRows) -> ExperimentSummary {
    let arms = 0..<SimulatedRows.arms
    let cells = zip(plan.populations, vectors).map { population, vectors in
      let cubed = plan.metrics.contains { $0.population == population && $0.needsSkew } ? population.terms.count : 0
      let empty = VectorSums(dimension: vectors.dimension, cubed: cubed)
      var sums = Array(repeating: empty, count: strata.count * arms.count)
      for row in 0..<vectors.count {
        let group = strata.count == 1 ? 0 : vectors.stratum[row]
        sums[group * arms.count + vectors.arm[row]].add(vectors, row)
      }
      return sums.map { sums in
        let moments = sums.moments
        return MetricCell(kept: moments.count, moments: moments, dropped: [:])
      }
    }
    let groups = strata.enumerated().map { group, key in
      let own = plan.metrics.map { metric in
        let position = plan.populations.firstIndex(of: metric.population) ?? 0
        return arms.map { cells[position][group * arms.count + $0] }
      }
      return SummaryGroup(keys: key, units: own[0].map(\.kept), rowsKept: own[0].reduce(0) { $0 + $1.kept }, cells: own)
    }
    let units = arms.map { arm in groups.reduce(0) { $0 + $1.units[arm] } }
    return ExperimentSummary(
      exposure: ExposureLedger(units: units, rowsKept: rows.count, drops: []),
      groups: groups.filter { $0.rowsKept > 0 })
  }

  // MARK: Quantiles

  /// All values of each variant in order, and those at the raw quantile.
  private typealias Ordered = (sorted: [[Double]], ranked: [RankedValues])

  private func rawQuantiles(_ rows: SimulatedRows) -> [PlannedQuantile: Ordered] {
    var all: [PlannedQuantile: Ordered] = [:]
    for quantile in plan.quantiles {
      var sorted = Array(repeating: [Double](), count: SimulatedRows.arms)
      for row in 0..<rows.count { sorted[rows.arm[row]].append(rows.outcomes[0][row]) }
      sorted = sorted.map { $0.sorted() }
      let ranked = sorted.map { values in
        let rank = RankedValues.rank(at: quantile.probability, of: values.count)
        return RankedValues(count: values.count, values: values.isEmpty ? [:] : [rank: values[rank - 1]])
      }
      all[quantile] = (sorted, ranked)
    }
    return all
  }

  private func reading(
    _ raw: [PlannedQuantile: Ordered], into summary: ExperimentSummary
  ) -> ExperimentSummary {
    guard !raw.isEmpty else { return summary }
    let first = summary.reading(raw.mapValues { $0.ranked })
    let needed = QuantileEstimates.ranks(plan, first)
    var all: [PlannedQuantile: [RankedValues]] = [:]
    for (quantile, ordered) in raw {
      all[quantile] = zip(ordered.ranked, zip(ordered.sorted, needed[quantile, default: []])).map { known, further in
        let (sorted, ranks) = further
        return known.adding(Dictionary(uniqueKeysWithValues: ranks.map { ($0, sorted[$0 - 1]) }))
      }
    }
    return summary.reading(all)
  }

  // MARK: Times to events

  private func survivals(_ rows: SimulatedRows) -> [PlannedSurvival: SurvivalTables] {
    guard !plan.survivals.isEmpty else { return [:] }
    let none = SimulatedRows.arms
    var entries = Array(repeating: Array(repeating: [EventTable.Entry](), count: none), count: strata.count)
    for row in 0..<rows.count {
      let stratum = strata.count == 1 ? 0 : rows.stratum[row]
      let isEvent = rows.outcomes[1][row] == 1
      entries[stratum][rows.arm[row]].append(
        EventTable.Entry(time: rows.outcomes[0][row], events: isEvent ? 1 : 0, censored: isEvent ? 0 : 1))
    }
    let tables = SurvivalTables(strata: entries.map { $0.compactMap { try? EventTable($0) } })
    return Dictionary(uniqueKeysWithValues: plan.survivals.map { ($0, tables) })
  }

  // MARK: Rows

  private func sample(_ vectors: [RowVectors], _ summary: ExperimentSummary, _ number: UInt64) -> RowSample {
    let needs = RowNeeds(plan, summary)
    guard !needs.isEmpty else { return .none }
    var scalings: [PlannedTerm: Scaling] = [:]
    for (population, vectors) in zip(plan.populations, vectors) {
      for (place, term) in population.coordinates.enumerated() {
        let largest = (0..<vectors.count).reduce(0) { max($0, abs(vectors[$1, place])) }
        scalings[term] = Scaling(center: 0, largest: largest)
      }
    }
    let members = zip(plan.populations, vectors).map { population, vectors in
      let integers = population.coordinates.enumerated().map { place, term in
        let factor = scalings[term]?.factor ?? 1
        return (0..<vectors.count).map { Int64((vectors[$0, place] * factor).rounded()) }
      }
      return RowBatch.Members(isMember: Array(repeating: true, count: vectors.count), integers: integers)
    }
    let coarsenings = zip(plan.populations, members).map { population, members in
      zip(population.coordinates, members.integers).map { term, integers in
        Coarsening(scalings[term], from: integers.min() ?? 0, to: integers.max() ?? 0)
      }
    }
    let batch = RowBatch(
      arms: vectors[0].arm,
      keys: vectors[0].arm.indices.map { String(CounterHash.mix(number ^ CounterHash.mix(UInt64($0)))) },
      groups: strata.map { RowGroup(keys: $0, missing: 0) },
      group: strata.count == 1 ? vectors[0].arm.map { _ in 0 } : vectors[0].stratum,
      members: Dictionary(uniqueKeysWithValues: zip(plan.populations, members)))
    var sample = RowSample(
      plan, summary, needs, scalings, Dictionary(uniqueKeysWithValues: zip(plan.populations, coarsenings)))
    repeat {
      sample.add(batch)
      sample.finishPass()
    } while sample.needsAnotherPass
    return sample
  }
}
