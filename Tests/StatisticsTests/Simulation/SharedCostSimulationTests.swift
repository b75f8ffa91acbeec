import Distributions
import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Coverage of the cost per order where costs are known per campaign and day: days with random traffic, random costs per
  /// unit and random conversion rates, of which both variants have their units.
  @Suite(.slow) struct SharedCostSimulationTests {
    static let threshold = fixedBoundary(alpha: 0.05, alternative: .twoSided)

    struct Setting: Sendable {
      let name: String
      let cells: Int
      let unitsPerCell: Double
      let lift: Double
      /// Whether each variant has costs of its own in a cell.
      var isByVariant = false
      /// What the intervals of a difference, and of one variant, may miss.
      let missed: ClosedRange<Double>
      let missedAlone: ClosedRange<Double>
    }

    /// With few cells the t distribution of G* − 1 degrees of freedom is careful about differences; of one variant alone the
    /// skew of costs leaves a percent or two.
    static let settings = [
      Setting(
        name: "12 cells", cells: 12, unitsPerCell: 100, lift: 1.15, missed: 0.01...0.06, missedAlone: 0.04...0.10),
      Setting(
        name: "24 cells", cells: 24, unitsPerCell: 100, lift: 1.15, missed: 0.02...0.06, missedAlone: 0.04...0.09),
      Setting(
        name: "60 cells, no effect", cells: 60, unitsPerCell: 60, lift: 1, missed: 0.035...0.065,
        missedAlone: 0.04...0.08),
      Setting(
        name: "60 cells", cells: 60, unitsPerCell: 200, lift: 1.15, missed: 0.035...0.065, missedAlone: 0.04...0.08),
      Setting(
        name: "60 cells, costs by variant", cells: 60, unitsPerCell: 200, lift: 1.15, isByVariant: true,
        missed: 0.035...0.065, missedAlone: 0.04...0.08),
      Setting(
        name: "150 cells, costs by variant", cells: 150, unitsPerCell: 60, lift: 1.15, isByVariant: true,
        missed: 0.035...0.065, missedAlone: 0.035...0.07),
    ]

    private struct World {
      var cells: [CellTotals] = []
      /// Per variant, with each unit as if it were independent: units, and sums and products of its share and its orders.
      var units = [(n: Double, c: Double, y: Double, cc: Double, cy: Double)](repeating: (0, 0, 0, 0, 0), count: 2)

      init(_ setting: Setting, _ stream: RandomStream) {
        func spread(_ sd: Double) -> Double { Self.exponential(sd * stream.normal() - sd * sd / 2) }
        for cell in 0..<setting.cells {
          let (traffic, cost, rate) = (setting.unitsPerCell * spread(0.6), 2 * spread(0.6), 0.1 * spread(0.4))
          for arm in 0..<2 {
            let n = stream.poisson(mean: traffic / 2)
            guard n > 0 else { continue }
            let orders = Double(stream.poisson(mean: Double(n) * rate * (arm == 0 ? 1 : setting.lift)))
            let share = cost * (setting.isByVariant ? spread(0.3) : 1)
            cells.append(CellTotals(arm: arm, cell: cell, units: n, sums: [Double(n) * share, orders]))
            units[arm].n += Double(n)
            units[arm].c += Double(n) * share
            units[arm].y += orders
            units[arm].cc += Double(n) * share * share
            units[arm].cy += share * orders
          }
        }
      }

      /// e^x by its series, for which no library is needed here.
      private static func exponential(_ x: Double) -> Double {
        let small = x / 64
        var (term, sum) = (1.0, 1.0)
        for index in 1...16 {
          term *= small / Double(index)
          sum += term
        }
        return (0..<6).reduce(sum) { power, _ in power * power }
      }

      var moments: StratifiedMoments {
        StratifiedMoments(
          arms: units.map { own in
            let products = [
              own.cc - own.c * own.c / own.n, own.cy - own.c * own.y / own.n, own.y - own.y * own.y / own.n,
            ]
            return Moments(
              count: Int(own.n), mean: [own.c / own.n, own.y / own.n],
              products: SymmetricMatrix(dimension: 2) { products[$0 + $1] })
          })
      }
    }

    private static let contrast = Contrast(control: 0, variant: 1)

    @Test(arguments: settings) func costsPerOrder(setting: Setting) async {
      let replicates = 2000
      let truth = (zero: 20.0, one: 20 / setting.lift)
      let stream = RandomStream(seed: 5101)
      let rates = await ErrorRates(
        "shared costs, \(setting.name)", replicates: replicates, truth: truth.one - truth.zero
      ) {
        let world = World(setting, stream)
        let estimate = CellClusters(.ratio).estimate(CellSample(world.cells, world.moments), Self.contrast)
        return try? estimate.interval(on: .absolute, alternative: .twoSided, Self.threshold)
      }
      #expect(setting.missed.contains(rates.missed) && rates.undefined < 0.01, "\(rates)")
      let lifts = await ErrorRates(
        "shared costs, lift, \(setting.name)", replicates: replicates, truth: 1 / setting.lift - 1
      ) {
        let world = World(setting, stream)
        let estimate = CellClusters(.ratio).estimate(CellSample(world.cells, world.moments), Self.contrast)
        return try? estimate.interval(on: .relative, alternative: .twoSided, Self.threshold)
      }
      // Of a control with few orders, which a lift divides by, too little is known now and then.
      #expect(setting.missed.contains(lifts.missed) && lifts.undefined < 0.05, "\(lifts)")
      let alone = await ErrorRates(
        "shared costs, one variant, \(setting.name)", replicates: replicates, truth: truth.zero
      ) {
        let world = World(setting, stream)
        let joint = CellClusters(.ratio).joint(CellSample(world.cells, world.moments))
        return try? joint.arms[0].get().interval(Self.threshold)
      }
      #expect(setting.missedAlone.contains(alone.missed) && alone.undefined < 0.01, "\(alone)")
    }

    /// What would happen if units were taken as independent in their costs: the reason for all this.
    @Test func unitsAreNotIndependentInTheirCosts() async {
      let setting = Self.settings[4]
      let stream = RandomStream(seed: 5102)
      let rates = await ErrorRates("shared costs taken as units' own", replicates: 1000, truth: 20 / setting.lift - 20)
      {
        let estimate = DeltaMethod(.ratio).estimate(World(setting, stream).moments, Self.contrast)
        return try? estimate.interval(on: .absolute, alternative: .twoSided, Self.threshold)
      }
      #expect(rates.missed > 0.15, "\(rates)")
    }
  }
}
