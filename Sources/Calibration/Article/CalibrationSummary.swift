/// The sentences and the short table that say what the long tables come to.
struct CalibrationSummary {
  let study: Study
  let rows: [CalibrationRow]

  /// The sufficient size of every method, by population and split.
  var lines: [String] {
    let names = study.methods.map(\.name)
    return [
      "| data | split | " + names.joined(separator: " | ") + " |",
      "| --- | --- |" + names.map { _ in " ---: |" }.joined(),
    ]
      + study.populations.flatMap { population in
        Study.splits.map { split in
          let rows = rows.filter { $0.population == population.name && $0.isSplit(split) }
          let sizes = study.methods.indices.map { method in
            let found = SufficientSize.find(rows.map { ($0.allocation, $0.cells.map { $0[method] }) })
            return found?.description ?? rows.last.map { "more than \($0.allocation)" } ?? "–"
          }
          return "| \(population.name) | \(100 - split) : \(split) | " + sizes.joined(separator: " | ") + " |"
        }
      }
  }

  /// What the table of one method comes to, in words.
  func sentences(_ method: Int) -> String {
    let errors = rows.map { (row: $0, rate: $0.cells[0][method].rejected) }.filter(\.rate.isKnown)
    let coverages = rows.flatMap { row in row.cells.dropFirst().map { (row: row, rate: $0[method].covered) } }
      .filter(\.rate.isKnown)
    guard let most = errors.max(by: { $0.rate.value < $1.rate.value }),
      let least = coverages.min(by: { $0.rate.value < $1.rate.value })
    else { return "Hardly any experiment gave an answer." }
    let alpha = CalibrationCell.alpha
    func count(_ rates: [(row: CalibrationRow, rate: Rate)], _ nominal: Double, _ deviation: Rate.Deviation) -> Int {
      rates.count { $0.rate.deviation(from: nominal) == deviation }
    }
    return """
      Of \(errors.count) type I errors, \(count(errors, alpha, .above)) are too large and \(count(errors, alpha, .below)) \
      smaller than necessary. Of \(coverages.count) coverages, \(count(coverages, 1 - alpha, .below)) are too small and \
      \(count(coverages, 1 - alpha, .above)) larger than necessary. The largest type I error is \(percent(most.rate.value)) % \
      (\(most.row.name)), the smallest coverage \(percent(least.rate.value)) % (\(least.row.name)).
      """ + warningSentence(method)
  }

  /// How well the warnings find the rows with too many errors.
  private func warningSentence(_ method: Int) -> String {
    let alpha = CalibrationCell.alpha
    let warned = rows.flatMap { row in row.cells.map { $0[method] } }.filter { cell in
      cell.missed.deviation(from: alpha) == .above
    }.map { cell in Rate(cell.warned.values.max() ?? 0, of: cell.answers).value }
    guard let least = warned.min() else { return "" }
    let often = warned.count { $0 > 0.9 }
    return """
       In \(often) of the \(warned.count) scenarios in which intervals miss too often, more than nine in ten answers have a \
      warning; in all of them at least \(percent(least)) % have one.
      """
  }
}

extension CalibrationRow {
  fileprivate var name: String { "\(population), \(allocation)" }

  fileprivate func isSplit(_ percent: Int) -> Bool {
    allocation == Allocation(average: allocation.average, variantPercent: percent)
  }
}
