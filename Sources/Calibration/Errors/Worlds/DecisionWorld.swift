internal import Distributions
internal import Planning
internal import Statistics

/// Draws experiments on proportions as the counts of their days: exact, and as quick for many units as for few.
///
/// Metrics hang together by a trait that a unit has or not: given it they are independent, so that counts are binomial. Its
/// correlation with every metric is √0.3, and so that of any two metrics 0.3.
struct DecisionWorld: Sendable {
  let metrics: [DecisionMetric]
  /// Per treatment, the true lift of each metric.
  let lifts: [[Double]]
  /// Units of each variant, on average.
  let units: Int
  var stretches = DayStretch.even
  var breakage: DecisionTruth.Breakage?

  /// The share of units with the trait.
  private static let trait = 0.2
  private static let correlation = 0.3
  /// The share of values that are missing, of each metric.
  private static let missing = 0.01

  /// Attributes by the weights of their values.
  static let attributes = [2, 3, 5].map { count in (1...count).map { 1 / Double($0) } }

  /// What is known of a metric in one variant on one day.
  private struct Counts {
    var kept = 0
    var ones = 0
    var missing = 0

    static func + (left: Counts, right: Counts) -> Counts {
      Counts(kept: left.kept + right.kept, ones: left.ones + right.ones, missing: left.missing + right.missing)
    }
  }

  /// One day: units per variant, and counts by metric and variant.
  private struct Day {
    var units: [Int]
    var counts: [[Counts]]

    static func + (left: Day, right: Day) -> Day {
      Day(
        units: zip(left.units, right.units).map(+),
        counts: zip(left.counts, right.counts).map { zip($0, $1).map(+) })
    }
  }

  /// The sums of one experiment: of all units, and of primary metrics and guardrails by the day.
  struct Sums: Sendable {
    let all: ScopeSummary
    let days: ScopeSummary
  }

  func sums(_ stream: RandomStream) -> Sums {
    let days = stretches.flatMap { stretch in (0..<stretch.days).map { _ in day(stretch, stream) } }
    let whole = days.dropFirst().reduce(days[0], +)
    func group(_ day: Day, _ keys: [String?], _ counts: [[Counts]]) -> SummaryGroup {
      SummaryGroup(
        keys: keys, units: day.units, rowsKept: day.units.reduce(0, +), cells: counts.map { $0.map(Self.cell) })
    }
    let watched = metrics.indices.filter { metrics[$0] != .secondary }
    let ledger = ExposureLedger(units: whole.units, rowsKept: whole.units.reduce(0, +), drops: [])
    return Sums(
      all: ScopeSummary(
        exposure: ledger, groups: [group(whole, [], whole.counts)],
        segments: Self.attributes.map { segments(whole.units, weights: $0, stream) }),
      days: ScopeSummary(
        exposure: ledger,
        groups: days.enumerated().map { number, day in
          group(day, [String(Self.firstDay + number)], watched.map { day.counts[$0] })
        }))
  }

  /// Counted from 1 January 1970.
  private static let firstDay = 20_000

  private static func cell(_ counts: Counts) -> MetricCell {
    MetricCell(
      kept: counts.kept, moments: Moments(successes: counts.ones, trials: counts.kept),
      dropped: [.missing: counts.missing])
  }

  /// The units by the value of an attribute; the metrics of segments, which no decision reads, have no values.
  private func segments(_ units: [Int], weights: [Double], _ stream: RandomStream) -> [SegmentSummary] {
    let counts = units.map { stream.multinomial(total: $0, weights: weights) }
    let none = MetricCell(kept: 0, moments: Moments(successes: 0, trials: 0), dropped: [:])
    return weights.indices.map { value in
      let own = counts.map { $0[value] }
      let cells = metrics.map { _ in own.map { _ in none } }
      return SegmentSummary(
        value: "v\(value)", groups: [SummaryGroup(units: own, rowsKept: own.reduce(0, +), cells: cells)])
    }
  }

  private func day(_ stretch: DayStretch, _ stream: RandomStream) -> Day {
    let arms = lifts.count + 1
    let days = stretches.reduce(0) { $0 + $1.days }
    let shares =
      arms == 2 ? [1 - stretch.share, stretch.share] : Array(repeating: 1 / Double(arms), count: arms)
    var units = stream.multinomial(total: arms * units / days, weights: shares)
    let withTrait = units.map { stream.binomial(trials: $0, probability: Self.trait) }
    var counts = metrics.indices.map { metric in
      units.indices.map { arm in
        let lift = arm == 0 ? 0 : lifts[arm - 1][metric]
        return self.counts(stretch.rate * (1 + lift), units[arm], withTrait[arm], stream)
      }
    }
    switch breakage {
    case nil: break
    case .blankZeros(let share):
      let blank = stream.binomial(trials: counts[0][1].kept - counts[0][1].ones, probability: share)
      counts[0][1].kept -= blank
      counts[0][1].missing += blank
    case .lostZeros(let share):
      let lost = stream.binomial(trials: units[1], probability: share)
      units[1] -= lost
      for metric in metrics.indices {
        let missing = min(counts[metric][1].missing, stream.binomial(trials: lost, probability: Self.missing))
        counts[metric][1].missing -= missing
        counts[metric][1].kept -= lost - missing
      }
    }
    return Day(units: units, counts: counts)
  }

  /// A metric in the units of one variant.
  private func counts(_ rate: Double, _ units: Int, _ withTrait: Int, _ stream: RandomStream) -> Counts {
    let spread = Self.trait * (1 - Self.trait)
    let slope = (Self.correlation * rate * (1 - rate) / spread).squareRoot()
    func group(_ units: Int, _ probability: Double) -> Counts {
      let missing = stream.binomial(trials: units, probability: Self.missing)
      return Counts(
        kept: units - missing, ones: stream.binomial(trials: units - missing, probability: probability),
        missing: missing)
    }
    return group(withTrait, rate + (1 - Self.trait) * slope) + group(units - withTrait, rate - Self.trait * slope)
  }
}
