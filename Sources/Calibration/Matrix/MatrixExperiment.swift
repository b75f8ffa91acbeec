internal import Distributions

/// Draws the experiments of one cell.
struct MatrixExperiment {
  let cell: MatrixCell
  /// What the variant multiplies, less 1.
  let lift: Double
  let seed: UInt64

  var key: String { cell.key + "|" + signedPercent(lift) }

  /// The experiment with a number: a function of seed, cell and number alone.
  func rows(_ replicate: Int) -> SimulatedRows {
    let stream = RandomStream(seed: ReplicateSeed(seed: seed, scenario: key).value(replicate))
    let outcome = cell.kind.outcome
    var rows = SimulatedRows(outcomes: outcome.columns.count)
    var (unit, cluster) = (0, 0)
    let sizes = MatrixUnits.clusterSizes
    for arm in 0..<SimulatedRows.arms {
      let factor = arm == 0 ? 1 : 1 + lift
      for _ in 0..<cell.assigned {
        let state = UnitState.draw(stream)
        let earlier = state.earlier + Self.noise * stream.normal()
        let members = cell.units.isClustered ? sizes.lowerBound + Int(stream.uniform() * Double(sizes.count)) : 1
        for _ in 0..<members {
          for values in outcome.draw(state, times: factor, stream) {
            rows.append(
              arm: arm, unit: unit, cluster: cluster, stratum: state.stratum, earlier: earlier, outcome: values)
          }
          unit += 1
        }
        cluster += 1
      }
    }
    return rows
  }

  /// The part of the covariate that says nothing.
  private static let noise = 0.3
}
