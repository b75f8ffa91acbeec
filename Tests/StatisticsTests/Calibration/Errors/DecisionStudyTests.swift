import Distributions
import Inference
import Planning
import Statistics
import Terms
import TestSupport
import Testing

@testable import Calibration

extension StatisticalCore {
  /// How often each outcome is decided, against the rule written once more in `Tests/Oracle/decision_errors.py`.
  @Suite(.slow) struct DecisionStudyTests {
    struct Expected: Decodable, Sendable, CustomTestStringConvertible {
      enum CodingKeys: String, CodingKey {
        case truth, panel, units, runs, ship, inconclusive, void
        case tradeOff = "trade-off"
        case doNotShip = "don't ship"
      }

      let truth: String
      let panel: String
      let units: Int
      let runs: Int
      let ship, tradeOff, doNotShip, inconclusive, void: Double

      var shares: [(Decision.Outcome, Double)] {
        [
          (.ship, ship), (.tradeOff, tradeOff), (.doNotShip, doNotShip), (.inconclusive, inconclusive),
          (.invalid, void),
        ]
      }

      var testDescription: String { "\(truth), \(panel), \(units)" }

      var cell: DecisionStudy.Cell? {
        DecisionStudy.cells.first { $0.truth.name == truth && $0.panel.rawValue == panel && $0.units == units }
      }
    }

    static let calibration = Calibration(effort: .quick)
    static let runs = 300

    static let expected = (try? OracleTable.cases("decision_errors", as: Expected.self)) ?? []

    @Test func everyCellIsExpected() {
      #expect(Self.expected.count == DecisionStudy.cells.count && Self.expected.allSatisfy { $0.cell != nil })
    }

    /// One in five of the cells, of all truths.
    @Test(arguments: expected.indices.filter { $0 % 5 == 0 }.map { expected[$0] })
    func outcomesAreAsOftenAsExpected(expected: Expected) async throws {
      let count = await DecisionStudy.count(try #require(expected.cell), Self.calibration, runs: Self.runs)
      #expect(count.runs == Self.runs)
      for (outcome, share) in expected.shares {
        check(count[.outcome(outcome)], share, expected.runs, "\(expected.testDescription), \(outcome)")
      }
    }

    /// Within four and a half Monte Carlo errors of both, where a share of nearly 0 or 1 still may have a count of a few.
    private func check(_ rate: Rate, _ share: Double, _ runs: Int, _ name: String) {
      let p = min(max(share, 0.002), 0.998)
      let error = (p * (1 - p) * (1 / Double(rate.total) + 1 / Double(runs))).squareRoot()
      #expect(abs(rate.value - share) < 4.5 * error, "\(name): \(rate), expected \(share)")
    }

    /// What the page shows in full: a cell of the committed page against the expected shares, each within three errors of both and
    /// three tenths of a point.
    @Test func thePageAgreesWithTheExpectedShares() throws {
      let lines = try ErrorPage().tables["Decisions"] ?? []
      let panels = DecisionPanel.allCases.map(\.rawValue)
      var compared = 0
      for expected in Self.expected {
        let line = try #require(
          lines.first { $0[0] == expected.truth && $0[1] == String(expected.units) }, "\(expected.testDescription)")
        let column = try #require(panels.firstIndex(of: expected.panel))
        let found = line[2 + column].split(separator: "/").compactMap { Double(String($0.filter { $0 != " " })) }
        #expect(found.count == 5)
        for (share, (outcome, wanted)) in zip(found, expected.shares) {
          let p = min(max(wanted, 0.0005), 0.9995)
          let error =
            (p * (1 - p) * (1 / Double(DecisionStudy.runs) + 1 / Double(expected.runs))).squareRoot()
          #expect(abs(share / 100 - wanted) < 3 * error + 0.003, "\(expected.testDescription), \(outcome): \(share)")
          compared += 1
        }
      }
      #expect(compared == 5 * DecisionStudy.cells.count)
    }

    /// The gate of composition by itself voids what the whole analysis of segments voids.
    @Test func compositionByItselfVoidsWhatTheAnalysisVoids() async throws {
      let world = DecisionWorld(metrics: [.primary], lifts: [[0.2]], units: 2000)
      let whole = DecisionProgram.spec(world, metrics: [.primary], attributes: DecisionWorld.attributes.count)
      let program = DecisionProgram(world)
      var seen = Set<Decision.Outcome>()
      for seed in 0..<20 {
        let result = try await program.result(RandomStream(seed: UInt64(seed)))
        let sums = world.sums(RandomStream(seed: UInt64(seed)))
        let analysis = try await whole.analysis(sums.all, days: sums.days)
        #expect(analysis.decisions.map(\.outcome) == result.outcomes)
        seen.formUnion(result.outcomes)
      }
      #expect(seen.count > 1)
    }

    /// Segments that differ between the variants are void in the whole analysis, and by the same shortcut.
    @Test func aBrokenCompositionIsVoid() async throws {
      let world = DecisionWorld(metrics: [.primary], lifts: [[0]], units: 2000)
      let whole = DecisionProgram.spec(world, metrics: [.primary], attributes: DecisionWorld.attributes.count)
      let sums = world.sums(RandomStream(seed: 3))
      let drawn = sums.all
      let moved = drawn.segments[0].enumerated().map { value, segment in
        let units = [segment.units[0], segment.units[1] + (value == 0 ? 200 : -200)]
        return SegmentSummary(
          value: segment.value,
          groups: [SummaryGroup(units: units, rowsKept: units[0] + units[1], cells: segment.groups[0].cells)])
      }
      let summary = ScopeSummary(
        exposure: drawn.exposure, groups: drawn.groups, segments: [moved] + drawn.segments.dropFirst())
      #expect(!DecisionProgram(world).isMixed(drawn) && DecisionProgram(world).isMixed(summary))
      #expect(try await whole.analysis(summary, days: sums.days).decisions[0].reason == .gate(.composition))
    }

    /// Counts drawn by the trait have the rates and the correlation that they promise.
    @Test func metricsAreCorrelated() {
      let world = DecisionWorld(metrics: [.primary, .guardrail], lifts: [[0.2, 0]], units: 1000)
      let stream = RandomStream(seed: 7)
      let draws = 4000
      var rates: [[Double]] = []
      for _ in 0..<draws { rates.append(world.sums(stream).all.cells.map { $0[1].moments.mean[0] }) }
      let moments = Moments(rates, at: Array(rates.indices), dimension: 2)
      #expect(abs(moments.mean[0] - 0.24) < 0.001 && abs(moments.mean[1] - 0.2) < 0.001)
      let s = moments.products
      #expect(abs(s[0, 1] / (s[0, 0] * s[1, 1]).squareRoot() - 0.3) < 0.05)
    }

    /// Worlds of several stretches keep their rates and shares, so that the gate of days has something to find.
    @Test func stretchesOfDaysDiffer() {
      let world = DecisionWorld(
        metrics: [.primary], lifts: [[0]], units: 100_000, stretches: DayStretch.halves(0.45))
      let sums = world.sums(RandomStream(seed: 8))
      let summary = sums.all
      let units = summary.exposure.units ?? []
      #expect(abs(Double(units[1]) / Double(units[0] + units[1]) - 0.5) < 0.005)
      // 45 % of the week with 15 % and 55 % of that with 25 %: 20.5 %, against 19.5 % in the control.
      #expect(abs(summary.cells[0][1].moments.mean[0] - 0.205) < 0.005)
      #expect(abs(summary.cells[0][0].moments.mean[0] - 0.195) < 0.005)
      #expect(sums.days.groups.count == 14)
      let whole = sums.days.groups.reduce([0, 0]) { zip($0, $1.units).map(+) }
      #expect(whole == units)
    }
  }
}
