/// The same of shapes, splits and sizes on which nothing was chosen.
package enum OtherShapesStudy: ErrorStudy {
  package static let title = "Skewed data of other shapes"
  package static let runs = 1500

  package static let cells = SkewedData.others.flatMap { data in
    [50, 85, 97].flatMap { share in
      [400, 1500, 6000].map { SkewedCell(data: data, units: $0, controlPercent: share) }
    }
  }

  package static func section(_ calibration: Calibration, runs: Int) async -> ErrorSection {
    await SkewedCell.section(cells, "of other shapes", calibration, runs: runs)
  }
}
