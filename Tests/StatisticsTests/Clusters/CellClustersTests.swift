import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Units that share a value within cells, against the survey package of R.
  @Suite struct CellClustersTests {
    struct Case: Decodable, Sendable {
      let name, kind: String
      let clustered: Bool
      let cell, cluster, arm: [Int]
      let share, orders, values: [Double]
      let covariance: [[Double]]
      let freedom: Double

      var functional: Functional { kind == "ratio" ? .ratio : .mean }

      /// Each unit as a row of its own: what rows have in common adds up.
      var rows: [CellTotals] {
        cell.indices.map { unit in
          CellTotals(
            arm: arm[unit], cell: cell[unit], cluster: clustered ? "c\(cluster[unit])" : nil, units: 1,
            sums: kind == "ratio" ? [share[unit], orders[unit]] : [share[unit]])
        }
      }

      var moments: StratifiedMoments {
        StratifiedMoments(
          arms: values.indices.map { arm in
            Moments(rows: rows.filter { $0.arm == arm }.map(\.sums), dimension: functional.dimension)
          })
      }
    }

    @Test func agreesWithTheSurveyPackage() throws {
      let cases = try OracleTable.cases("cell_clusters", as: Case.self)
      #expect(cases.count == 10)
      for expected in cases {
        let joint = CellClusters(expected.functional).joint(CellSample(expected.rows, expected.moments))
        for a in expected.values.indices {
          let value = try joint.values[a].get()
          #expect(isClose(value.value, expected.values[a], relative: 1e-12), "\(expected.name)")
          #expect(isClose(value.degreesOfFreedom, expected.freedom, relative: 1e-12), "\(expected.name)")
          for b in expected.values.indices {
            let (found, wanted) = (try joint.covariance(a, b), expected.covariance[a][b])
            let scale = (expected.covariance[a][a] * expected.covariance[b][b]).squareRoot()
            #expect(
              isClose(found, wanted, absolute: 1e-10 * scale), "\(expected.name), \(a), \(b): \(found), \(wanted)")
          }
        }
      }
    }

    /// Where each cell has one variant, cells are clusters that were assigned.
    @Test func cellsOfOneVariantAreClusters() throws {
      let (zero, one) = (
        [[3.0, 40], [11, 55], [6, 62], [7, 30], [4, 48]], [[12.0, 50], [4, 35], [14, 60], [5, 45], [13, 52]]
      )
      let cells = (zero.map { (0, $0) } + one.map { (1, $0) }).enumerated().map {
        CellTotals(arm: $1.0, cell: $0, units: 1, sums: $1.1)
      }
      let moments = StratifiedMoments(arms: [zero, one].map { Moments(rows: $0, dimension: 2) })
      let joint = CellClusters(.ratio).joint(CellSample(cells, moments))
      let delta = DeltaMethod(.ratio, row: .cluster).joint(moments)
      for arm in 0..<2 {
        let (found, wanted) = (try joint.values[arm].get(), try delta.values[arm].get())
        #expect(isClose(found.value, wanted.value, relative: 1e-14))
        // G/(G − 1) of all cells, against n/(n − 1) of each variant's own.
        #expect(isClose(found.variance * 9 / 10, wanted.variance * 4 / 5, relative: 1e-12))
      }
      #expect(try joint.covariance(0, 1) == 0)
    }

    @Test func fewCellsSayNothingAboutChance() throws {
      let cells = (0..<3).flatMap { cell in
        (0..<2).map { CellTotals(arm: $0, cell: cell, units: 5, sums: [Double(cell + $0), 2]) }
      }
      let moments = StratifiedMoments(arms: [
        Moments(rows: [[1.0, 2], [2, 2], [3, 2]], dimension: 2), Moments(rows: [[1.0, 2], [2, 2]], dimension: 2),
      ])
      let estimate = CellClusters(.ratio).estimate(CellSample(cells, moments), Contrast(control: 0, variant: 1))
      #expect(estimate.evidence == .failure(.tooFew))
      #expect(try estimate.control.get().value == 0.5 && estimate.variant.get().value == 1)
    }

    /// The order of the rows decides nothing, and neither does how a cell's units are divided into rows.
    @Test func rowsOfACellAddUp() throws {
      let cases = try OracleTable.cases("cell_clusters", as: Case.self)
      for expected in cases where !expected.clustered {
        var merged: [Int: CellTotals] = [:]
        for row in expected.rows {
          let key = (row.cell ?? 0) * 8 + row.arm
          let sums = merged[key].map { zip($0.sums, row.sums).map(+) } ?? row.sums
          merged[key] = CellTotals(arm: row.arm, cell: row.cell, units: (merged[key]?.units ?? 0) + 1, sums: sums)
        }
        let rows = merged.sorted { $0.key > $1.key }.map(\.value)
        let one = CellClusters(expected.functional).joint(CellSample(rows, expected.moments))
        let other = CellClusters(expected.functional).joint(CellSample(expected.rows, expected.moments))
        for arm in expected.values.indices {
          #expect(isClose(try one.covariance(arm, arm), try other.covariance(arm, arm), relative: 1e-9))
        }
      }
    }
  }
}
