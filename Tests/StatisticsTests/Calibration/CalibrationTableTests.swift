import Calibration
import Statistics
import TestSupport
import Testing

/// How counts become the cells of a table.
@Suite struct CalibrationTableTests {
  /// Three errors of 5 % among 10,000 are 0.65 points (Methods/numerical-accuracy, "Simulated error rates").
  @Test func aRateIsMarkedBeyondThreeErrors() {
    #expect(Rate(565, of: 10_000).deviation(from: 0.05) == .within)
    #expect(Rate(566, of: 10_000).deviation(from: 0.05) == .above)
    #expect(Rate(435, of: 10_000).deviation(from: 0.05) == .within)
    #expect(Rate(434, of: 10_000).deviation(from: 0.05) == .below)
    #expect(abs(Rate(500, of: 10_000).error - 0.00218) < 0.00001)
    #expect(Rate(0, of: 100).error > 0 && Rate(100, of: 100).error > 0)
    #expect(!Rate(0, of: 0).isKnown)
  }

  @Test func unitsAreDividedByTheSplit() {
    #expect(Allocation(average: 20, variantPercent: 5).description == "38 : 2")
    #expect(Allocation(average: 20_000, variantPercent: 50).description == "20000 : 20000")
    #expect(Allocation(average: 20_000, variantPercent: 5).average == 20_000)
  }

  @Test func theTruthOfAScenario() {
    let scenario = Scenario(
      functional: .mean, population: Bernoulli(probability: 0.02),
      allocation: Allocation(average: 20, variantPercent: 50), lift: 2.02)
    #expect(abs(scenario.truth(on: .absolute) - 0.0404) < 1e-12)
    #expect(scenario.truth(on: .relative) == 2.02)
    // 0.0604/0.9396 over 0.02/0.98.
    #expect(abs(scenario.truth(on: .oddsRatio) - 3.149851) < 1e-6)
  }

  /// A method that was right in the given runs and wrong in the others, always on the low side.
  private func cell(runs: Int, wrong: Int) throws -> CalibrationCell {
    let right = try Estimate(counts(50, 50))
    let low = try Estimate(counts(80, 20))
    var cell = CalibrationCell()
    for run in 0..<runs { cell.add(run < wrong ? low : right, on: .absolute, truth: 0) }
    return cell
  }

  private func counts(_ control: Int, _ variant: Int) throws -> ScoreCounts {
    try ScoreCounts(controlSuccesses: control, controlTrials: 100, variantSuccesses: variant, variantTrials: 100)
  }

  @Test func aCellCountsWhatItIsAsked() throws {
    var cell = try cell(runs: 100, wrong: 7)
    #expect(cell.rejectedLow == 7 && cell.rejectedHigh == 0 && cell.missedBelow == 7 && cell.missedAbove == 0)
    #expect(cell.covered == Rate(93, of: 100) && cell.rejected == Rate(7, of: 100))
    cell.add(try Estimate(counts(0, 0)), on: .relative, truth: 0)
    #expect(cell.refused == [.liftUndefined: 1] && cell.answers == 100 && cell.runs == 101)
  }

  @Test func aTableShowsRatesErrorsTailsAndMarks() throws {
    let (few, many) = (try cell(runs: 1000, wrong: 10), try cell(runs: 1000, wrong: 90))
    let row = CalibrationRow(
      population: "coins", allocation: Allocation(average: 100, variantPercent: 50), runs: 1000,
      cells: [[many, many], [few, CalibrationCell()]])
    let lines = (0...1).map { CalibrationTable(study: .means, method: $0, rows: [row]).lines.last }
    #expect(
      lines == [
        "| coins | 100 : 100 | 1000 | 9.00 ± 0.90 ▲ | 9.0 / 0.0 | 99.00 ± 0.31 ▽ | 1.0 / 0.0 | 0 | 0 |",
        "| coins | 100 : 100 | 1000 | 9.00 ± 0.90 ▲ | 9.0 / 0.0 | – | – | 0 | 0 |",
      ])
  }

  @Test func aSizeIsSufficientWhereAllLargerOnesAre() throws {
    let (good, bad) = (try cell(runs: 100, wrong: 6), try cell(runs: 100, wrong: 7))
    func size(_ cells: [CalibrationCell]) -> Int? {
      SufficientSize.find(
        cells.enumerated().map { (Allocation(average: 10 + $0.offset, variantPercent: 50), [good, $0.element]) })?
        .average
    }
    #expect(size([good, good, good]) == 10)
    #expect(size([good, bad, good]) == 12)
    #expect(size([good, good, bad]) == nil)
    #expect(size([CalibrationCell(), good]) == 11)
  }

  @Test func seedsFollowTheHashOfTheGenerator() {
    #expect(ReplicateSeed.mix(0) == 0xe220_a839_7b1d_cdaf && ReplicateSeed.mix(1) == 0x910a_2dec_8902_5cc1)
    #expect(ReplicateSeed.hash("u1") == 0x08c4_7b07_b567_47f3)
    let seed = ReplicateSeed(seed: 42, scenario: "u1")
    #expect(seed.value(0) == HashStream.mix(HashStream.mix(42 ^ HashStream.fnv("u1")) ^ HashStream.mix(0)) >> 32)
    #expect(Set((0..<10_000).map(seed.value)).count > 9_990)
  }
}
