import Calibration
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The simulations behind the calibration page, with fewer experiments than the page has.
  @Suite(.slow) struct CalibrationTests {
    static let calibration = Calibration(effort: .quick)

    struct Setting: Sendable, CustomTestStringConvertible {
      let study: Study
      let population: any Population
      let allocation: Allocation
      var runs = 2000

      var testDescription: String { "\(study.functional), \(population.name), \(allocation)" }
    }

    private static let even = Allocation(average: 2000, variantPercent: 50)
    private static let uneven = Allocation(average: 2000, variantPercent: 5)

    /// Where 2,000 units per arm are enough for nominal rates: proportions also with 200 units in the variant, means and ratios
    /// of moderate skew.
    static let nominal = [
      Setting(study: .proportions, population: Bernoulli(probability: 0.3), allocation: even),
      Setting(study: .proportions, population: Bernoulli(probability: 0.3), allocation: uneven),
      Setting(study: .proportions, population: Bernoulli(probability: 0.02), allocation: even),
      Setting(study: .means, population: Bernoulli(probability: 0.3), allocation: even),
      Setting(study: .means, population: PoissonCounts(mean: 1), allocation: even),
      Setting(study: .means, population: Exponential(mean: 1), allocation: even, runs: 1000),
      Setting(study: .means, population: ZeroInflated(share: 0.1, sigma: 1), allocation: even),
      Setting(study: .ratios, population: Bernoulli(probability: 0.3), allocation: even),
      Setting(study: .ratios, population: PoissonCounts(mean: 1), allocation: even),
      Setting(study: .ratios, population: Exponential(mean: 1), allocation: even, runs: 1000),
    ]

    @Test(arguments: nominal) func errsAsOftenAsPromised(setting: Setting) async {
      for scenario in setting.study.scenarios(setting.population, setting.allocation) {
        let cells = await Self.calibration.cells(scenario, setting.study.methods, replicates: 0..<setting.runs)
        for (method, cell) in zip(setting.study.methods, cells) {
          let name = "\(scenario.key), \(method.name): \(cell)"
          #expect(cell.answers == setting.runs, "\(name)")
          #expect(ErrorRates.band(0.95, setting.runs).contains(cell.covered.value), "\(name)")
          guard scenario.lift == 0 else { continue }
          #expect(ErrorRates.band(0.05, setting.runs).contains(cell.rejected.value), "\(name)")
          #expect(cell.rejectedLow + cell.rejectedHigh == cell.runs - cell.covered.count, "\(name)")
        }
      }
    }

    /// Twenty visitors of whom two buy are hardly ever called worse, as Welch's test calls them in every third experiment.
    @Test func aSmallVariantOfHeavyTailsErrsRarely() async {
      let allocation = Allocation(average: 200, variantPercent: 5)
      let population = ZeroInflated(share: 0.1, sigma: 1)
      let scenario = Scenario(functional: .mean, population: population, allocation: allocation, lift: 0)
      let cell = await Self.calibration.cells(scenario, Study.means.methods, replicates: 0..<500)[0]
      #expect(cell.rejected.deviation(from: 0.05) == .below)
      #expect(cell.rejectedLow <= cell.rejectedHigh)
      #expect(cell.warned[.smallSample] == cell.answers)
    }

    @Test func experimentsWithoutAnAnswerAreCountedByTheirReason() async {
      let allocation = Allocation(average: 20, variantPercent: 50)
      let population = Bernoulli(probability: 0.02)
      let scenario = Scenario(functional: .mean, population: population, allocation: allocation, lift: 0)
      let difference = await Self.calibration.cells(scenario, Study.proportions.methods, replicates: 0..<500)
      // P(no success among 40) = 0.98⁴⁰ = 0.446.
      #expect(difference[0].refused.isEmpty)
      #expect(abs(Double(difference[1].refused[.liftUndefined] ?? 0) / 500 - 0.446) < 0.07)
      #expect(difference[2].refused[.boundary] == difference[1].refused[.liftUndefined])
    }

    @Test func blocksOfReplicatesAddUpToTheWhole() async {
      let scenario = Scenario(
        functional: .ratio, population: LogNormal(sigma: 1.5), allocation: Allocation(average: 20, variantPercent: 5),
        lift: 0.2)
      let methods = Study.ratios.methods
      let whole = await Self.calibration.cells(scenario, methods, replicates: 0..<60)
      let late = await Self.calibration.cells(scenario, methods, replicates: 25..<60)
      let early = await Self.calibration.cells(scenario, methods, replicates: 0..<25)
      #expect(zip(late, early).map { $0 + $1 } == whole)
      let other = await Calibration(seed: 1, effort: .quick).cells(scenario, methods, replicates: 0..<60)
      #expect(other != whole)
    }
  }
}
