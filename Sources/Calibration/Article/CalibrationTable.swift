internal import Statistics

/// The table of one method: a line per population, allocation and size.
package struct CalibrationTable {
  package let study: Study
  /// The position of the method in its study.
  package let method: Int
  package let rows: [CalibrationRow]

  package init(study: Study, method: Int, rows: [CalibrationRow]) {
    self.study = study
    self.method = method
    self.rows = rows
  }

  /// The words that head the columns.
  package static func header(_ study: Study) -> [String] {
    ["data", "control : variant", "runs", "type I error, %", "low / high"]
      + study.lifts.dropFirst().flatMap { ["coverage at \(signedPercent($0)), %", "below / above"] }
      + ["no answer, %", "warned, %"]
  }

  /// The cells that tell a line from all others; the others hold what was found.
  package static func label(population: String, allocation: Allocation, runs: Int) -> [String] {
    [population, allocation.description, String(runs)]
  }

  package var lines: [String] {
    let header = Self.header(study)
    return [tableLine(header), tableLine(header.enumerated().map { $0.offset < 1 ? "---" : "---:" })]
      + rows.map { tableLine(cells($0)) }
  }

  private func cells(_ row: CalibrationRow) -> [String] {
    let byLift = row.cells.map { $0[method] }
    let whole = byLift.reduce(CalibrationCell(), +)
    let null = byLift[0]
    return Self.label(population: row.population, allocation: row.allocation, runs: row.runs)
      + [null.rejected.text(nominal: CalibrationCell.alpha, moreIsWorse: true)]
      + [tails(null.rejectedLow, null.rejectedHigh, of: null.answers)]
      + byLift.dropFirst().flatMap { cell in
        [
          cell.covered.text(nominal: 1 - CalibrationCell.alpha, moreIsWorse: false),
          tails(cell.missedBelow, cell.missedAbove, of: cell.answers),
        ]
      } + [shares(whole.refused, of: whole.runs), shares(whole.warned, of: whole.answers)]
  }

  private func tails(_ low: Int, _ high: Int, of total: Int) -> String {
    guard Rate(0, of: total).isKnown else { return "–" }
    return "\(percent(Double(low) / Double(total))) / \(percent(Double(high) / Double(total)))"
  }

  /// Shares by their code, those that are not rounded away; `0` where there is none.
  private func shares<Code: RawRepresentable<String>>(_ counts: [Code: Int], of total: Int) -> String {
    let parts = counts.filter { $0.value > 0 }.sorted { $0.key.rawValue < $1.key.rawValue }.map { code, count in
      let share = percent(Double(count) / Double(total))
      return "\(code.rawValue) \(share == "0.0" ? "< 0.1" : share)"
    }
    return parts.isEmpty ? "0" : parts.joined(separator: ", ")
  }
}
