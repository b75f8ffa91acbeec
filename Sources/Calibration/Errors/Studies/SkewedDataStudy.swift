/// How often skewed data that do not differ are called so, on the shapes and sizes on which the test was chosen.
package enum SkewedDataStudy: ErrorStudy {
  package static let title = "Skewed data"
  package static let runs = 1200

  package static let cells = SkewedData.known.flatMap { data in
    [50, 80, 90, 95, 99].flatMap { share in
      [200, 1000, 2000, 10_000, 20_000].map { SkewedCell(data: data, units: $0, controlPercent: share) }
    }
  }

  package static func section(_ calibration: Calibration, runs: Int) async -> ErrorSection {
    await SkewedCell.section(cells, "of shapes on which the test was chosen", calibration, runs: runs)
  }
}
