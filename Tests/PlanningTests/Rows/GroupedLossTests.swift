import Distributions
import Planning
import Statistics
import TestSupport
import Testing

/// Events that units lose, or units that clusters lose: they come together, and a few groups have most of them.
@Suite struct GroupedLossTests {
  @Test func sharesAreThoseOfAll() {
    let loss = Self.loss([(1, 4), (0, 2), (2, 2)])
    #expect(loss.lacking == 2 && loss.lost == 3 && loss.all == 8 && loss.share == 3.0 / 8)
    #expect(GroupedLoss(lacking: 0, .empty(dimension: 2)).share == 0)
  }

  /// Where few groups lack anything, their number counts: 0 of 20 against 8 of 20 gives 0.003276003, twice the tail of
  /// `scipy.stats.hypergeom(40, 20, 8).sf(7)`.
  @Test func fewGroupsAreCounted() {
    let control = Self.loss(Array(repeating: (0, 3), count: 20))
    let variant = Self.loss(Array(repeating: (3, 3), count: 8) + Array(repeating: (0, 3), count: 12))
    #expect(isClose(variant.pValue(against: control, error: 0.001), 0.003276003276, relative: 1e-6))
  }

  struct Setting: Sendable, CustomTestStringConvertible {
    let name: String
    let units: (control: Int, variant: Int)
    /// The shape of the gamma distribution of a unit's mean number of events: the smaller, the fewer units have most of them.
    let shape: Double
    /// The share of units whose clock is broken, so that all of their events are lost.
    let broken: Double
    /// The share of the events of the others that are lost.
    let single: Double
    /// How many times as many events a unit of the variant has.
    var effect = 1.0

    var testDescription: String { name }
  }

  /// Chance alone is found as often as promised, or less: where a few units have most of the events and lose all of theirs together, where
  /// one variant is small, and where a variant has more events.
  @Test(
    .slow,
    arguments: [
      Setting(name: "single events", units: (500, 500), shape: 4, broken: 0, single: 0.05),
      Setting(name: "broken clocks", units: (500, 500), shape: 0.6, broken: 0.05, single: 0),
      Setting(name: "broken clocks, very skewed", units: (500, 500), shape: 0.05, broken: 0.05, single: 0.02),
      Setting(name: "few broken clocks, 90:10", units: (900, 100), shape: 0.3, broken: 0.02, single: 0),
      Setting(name: "few units", units: (20, 20), shape: 0.6, broken: 0.2, single: 0.1),
      Setting(name: "more events", units: (500, 500), shape: 0.6, broken: 0.05, single: 0.02, effect: 3),
    ])
  func chanceIsRarelyTakenForALoss(setting: Setting) {
    let (stream, runs, alpha) = (RandomStream(seed: 20_261_201), 2000, 0.01)
    let found = (0..<runs).count { _ in
      let control = Self.events(setting, setting.units.control, 1, stream)
      let variant = Self.events(setting, setting.units.variant, setting.effect, stream)
      return abs(variant.share - control.share) > LostEvents.largestDifference
        && variant.pValue(against: control, error: alpha) < alpha
    }
    // Three standard errors above the level.
    #expect(Double(found) / Double(runs) < alpha + 3 * (alpha * (1 - alpha) / Double(runs)).squareRoot(), "\(found)")
  }

  /// Units without an event are not among the groups.
  private static func events(_ setting: Setting, _ units: Int, _ effect: Double, _ stream: RandomStream) -> GroupedLoss
  {
    loss(
      (0..<units).compactMap { _ in
        let own = stream.poisson(mean: 2 * effect * stream.gamma(shape: setting.shape) / setting.shape)
        guard own > 0 else { return nil }
        let isBroken = stream.uniform() < setting.broken
        return (isBroken ? own : (0..<own).count { _ in stream.uniform() < setting.single }, own)
      })
  }

  private static func loss(_ groups: [(lost: Int, all: Int)]) -> GroupedLoss {
    let rows = groups.map { [Double($0.lost), Double($0.all)] }
    let mean = (0..<2).map { place in rows.reduce(0) { $0 + $1[place] } / Double(rows.count) }
    let products = SymmetricMatrix(dimension: 2) { i, j in
      rows.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) }
    }
    return GroupedLoss(
      lacking: groups.count { $0.lost > 0 }, Moments(count: rows.count, mean: mean, products: products))
  }
}
