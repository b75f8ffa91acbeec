import TestSupport
import Testing

/// Random small files against a reference that reads the rows one by one.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct LedgerTests {
  private static let seeds: ClosedRange<UInt64> = 1...40

  /// Of a variant without units no number is compared, of a file without any only the refusal; whoever changes the
  /// generator sees here how many those are.
  @Test func nearlyEverySeedLeavesUnits() {
    let units = Self.seeds.map { (seed: $0, counts: NaiveAnalysis(RandomFile(seed: $0)).units) }
    #expect(units.filter { $0.counts.allSatisfy { $0 == 0 } }.map(\.seed) == [12])
    #expect(units.filter { $0.counts.contains(0) }.map(\.seed) == [5, 6, 10, 12, 24, 27])
  }

  @Test(arguments: seeds)
  func everyRowIsCountedOnceAndEveryNumberIsThatOfALoop(seed: UInt64) async throws {
    let file = RandomFile(seed: seed)
    let folder = try ScratchFolder()
    try folder.write(file.text, to: "units.csv")
    var spec = file.spec
    spec.rest += #", "decision": { "accept": { "empty": "small draws lack values" } }"#
    try folder.write(spec.json, to: "spec.json")
    let outcome = try await Binary.run(
      ["analyze", "spec.json", "--quiet", "--format", "json", "--allow-unreadable"], in: folder)
    let reference = NaiveAnalysis(file)
    guard outcome.code == 0 else {
      #expect(outcome.code == 1 && reference.units.contains(0), "seed \(seed): \(outcome.errors)")
      return
    }
    let results = try JSONResults(folder.bytes(of: "results.json"))
    try compareLedger(results, reference, file, seed)
    try compareNumbers(results, reference, seed)
  }

  private func compareLedger(_ results: JSONResults, _ reference: NaiveAnalysis, _ file: RandomFile, _ seed: UInt64)
    throws
  {
    let exposure = results.exposure
    #expect(exposure.rowsRead == file.rows.count, "seed \(seed)")
    #expect(exposure.units == ["old": reference.units[0], "new": reference.units[1]], "seed \(seed)")
    #expect(exposure.dropped == reference.dropped.filter { $0.value > 0 }, "seed \(seed)")
    #expect(
      exposure.units.values.reduce(0, +) + exposure.dropped.values.reduce(0, +) == file.rows.count, "seed \(seed)")
    for (metric, cells) in [("sale", reference.sale), ("value", reference.value), ("rate", reference.rate)] {
      let plan = try #require(results.plans[metric])
      let kept = cells.reduce(0) { $0 + $1.rows.count }
      #expect(plan.kept == kept, "seed \(seed), \(metric)")
      #expect(plan.dropped == NaiveCell.merged(cells.map(\.dropped)), "seed \(seed), \(metric)")
      #expect(plan.kept + plan.dropped.values.reduce(0, +) == reference.units.reduce(0, +), "seed \(seed), \(metric)")
    }
  }

  private func compareNumbers(_ results: JSONResults, _ reference: NaiveAnalysis, _ seed: UInt64) throws {
    let value = try #require(results.row("value", "absolute"))
    let (zero, one) = (reference.value[0], reference.value[1])
    for (cell, suffix) in [(zero, "control"), (one, "variant")] {
      #expect(value.counts["n_\(suffix)"] == cell.rows.count)
      guard !cell.rows.isEmpty else { continue }
      let found = try #require(value.numbers["value_\(suffix)"])
      #expect(isClose(found, cell.mean(0), relative: 1e-12), "seed \(seed): \(found) \(cell.mean(0))")
    }
    if zero.rows.count > 1, one.rows.count > 1 {
      let variance =
        zero.squares(0, 0) / Double(zero.rows.count * (zero.rows.count - 1))
        + one.squares(0, 0) / Double(one.rows.count * (one.rows.count - 1))
      if variance > 0 {
        let error = try #require(value.numbers["std_error"])
        #expect(isClose(error * error, variance, relative: 1e-12), "seed \(seed): \(error * error) \(variance)")
        let statistic = try #require(value.numbers["statistic"])
        let difference = one.mean(0) - zero.mean(0)
        // The pivot of skewed data has another statistic.
        #expect(
          value.words["method"] == "hall-t"
            || isClose(statistic, difference / variance.squareRoot(), relative: 1e-11, absolute: 1e-13), "seed \(seed)")
      }
    }
    let rate = try #require(results.row("rate", "absolute"))
    for (cell, suffix) in [(reference.rate[0], "control"), (reference.rate[1], "variant")]
    where !cell.rows.isEmpty && cell.mean(1) != 0 && rate.status != "denominatorZero" {
      let found = try #require(rate.numbers["value_\(suffix)"], "seed \(seed)")
      #expect(isClose(found, cell.mean(0) / cell.mean(1), relative: 1e-12), "seed \(seed)")
    }
    let sale = try #require(results.row("sale", "absolute"))
    for (cell, suffix) in [(reference.sale[0], "control"), (reference.sale[1], "variant")] where !cell.rows.isEmpty {
      #expect(sale.numbers["value_\(suffix)"] == cell.mean(0), "seed \(seed)")
    }
  }
}

/// A file of up to 300 rows with every fault that a row can have, drawn from a seed.
struct RandomFile: Sendable {
  struct Row: Sendable {
    let unit: String
    let label: String
    let country: String
    let sold: String
    let spent: String
    let orders: String
  }

  let rows: [Row]
  let spec: SmallSpec

  init(seed: UInt64) {
    var random = HashGenerator(seed: seed)
    let faults = Int.random(in: 0...3, using: &random)
    let count = [3, 20, 120, 300][Int.random(in: 0..<4, using: &random)]
    var rows: [Row] = []
    for index in 0..<count {
      func pick(_ usual: [String], _ odd: [String]) -> String {
        let isOdd = Int.random(in: 0..<20, using: &random) < faults
        let list = isOdd ? odd : usual
        return list[Int.random(in: 0..<list.count, using: &random)]
      }
      let isOld = Bool.random(using: &random)
      let cents = Int.random(in: -20_000...90_000, using: &random)
      rows.append(
        Row(
          unit: pick(["u\(index)"], ["", " ", "u\(index / 2)", "=u\(index)", "\"q,\(index)"]),
          label: pick([isOld ? "old" : "new"], ["", "  ", "older", "beta", isOld ? "new " : " old"]),
          country: pick(["de", "fr"], ["", "'; drop"]),
          sold: pick(["0", "1"], ["", "yes", "NO", "true", "2", "x", "1.0", "0.5"]),
          spent: pick(
            ["\(cents / 100).\(abs(cents % 100) / 10)\(abs(cents % 10))"],
            ["", "NaN", "inf", "-infinity", "n/a", "1e3", " 7 "]),
          orders: pick(["\(1 + abs(cents) % 7)"], ["", "many", "nan"])))
    }
    // Repeats of earlier rows, identical but for the variant in some.
    for _ in 0..<(count / 20 * faults) {
      let row = rows[Int.random(in: 0..<count, using: &random)]
      let label =
        Int.random(in: 0..<3, using: &random) == 0
        ? ["old", "new", "beta"][Int.random(in: 0..<3, using: &random)] : row.label
      rows.append(
        Row(unit: row.unit, label: label, country: row.country, sold: row.sold, spent: row.spent, orders: row.orders))
    }
    // A unit that the draw above gave two rows that differ would be an error: those rows get units of their own.
    var seen: [String: Row] = [:]
    rows = rows.enumerated().map { index, row in
      guard !row.unit.trimmed.isEmpty, let first = seen[row.unit],
        first.sold != row.sold || first.spent != row.spent || first.orders != row.orders || first.country != row.country
      else {
        seen[row.unit] = row
        return row
      }
      return Row(
        unit: "v\(index)", label: row.label, country: row.country, sold: row.sold, spent: row.spent, orders: row.orders)
    }
    self.rows = rows
    hasFilter = seed % 3 == 0
    var spec = SmallSpec()
    if hasFilter { spec.data += #", "where": "country = 'de' or country is null""# }
    spec.metrics = """
      [{ "name": "sale", "type": "proportion", "column": "sold", "where": "country != 'fr'" },
        { "name": "value", "type": "mean", "column": "spent" },
        { "name": "rate", "type": "ratio", "numerator": "spent", "denominator": "orders" }]
      """
    self.spec = spec
  }

  let hasFilter: Bool

  var text: String {
    func quoted(_ field: String) -> String {
      field.contains { ",\"".contains($0) } ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }
    let lines = rows.map {
      [$0.unit, $0.label, $0.country, $0.sold, $0.spent, $0.orders].map(quoted).joined(separator: ",")
    }
    return (["user,variant,country,sold,spent,orders"] + lines).map { $0 + "\n" }.joined()
  }
}

/// Splitmix64: the same draws on every machine.
struct HashGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return HashStream.mix(state)
  }
}
