internal import Distributions
internal import Inference

/// How often a decision is reached where everything is as planned, and the experiment has the planned size.
package enum PlannedPowerStudy: ErrorStudy {
  package static let title = "Planned power"
  package static let runs = 2000

  /// The planned lift of the primary metric.
  static let lift = DecisionMetric.margin
  private static let panels: [DecisionPanel] = [.one, .three, .ten]

  package enum Event: Hashable, Sendable { case missed }

  /// Units of each variant that give each test the power 1 − β, with β shared by the tests: n = (z_{α/2} + z_β)²·V/δ² for the
  /// primary metric; guardrails, whose error is one-sided, need no more at a margin of the same size.
  private static func units(powerPerTest: Double) -> Int {
    let (zero, one) = (rate, rate * (1 + lift))
    let variance = zero * (1 - zero) + one * (1 - one)
    let z = Normal.quantile(upperTail: 0.025) + Normal.quantile(upperTail: 1 - powerPerTest)
    return Int((z * z * variance / ((one - zero) * (one - zero)) / observed).rounded(.up))
  }

  private static let rate = DayStretch.even[0].rate
  /// The share of values that are not missing.
  private static let observed = 0.99

  private static func world(_ panel: DecisionPanel, units: Int) -> DecisionWorld {
    DecisionWorld(metrics: panel.metrics, lifts: [[lift] + panel.metrics.dropFirst().map { _ in 0 }], units: units)
  }

  package static func section(_ calibration: Calibration, runs: Int) async -> ErrorSection {
    var rows: [[String]] = []
    var found: [(cell: String, rate: Rate)] = []
    for panel in panels {
      let power = await DecisionStudy.risks(panel).powerPerTest
      let units = units(powerPerTest: power)
      let program = DecisionProgram(world(panel, units: units))
      let count: EventCount<Event> = await calibration.count("power|" + panel.rawValue, runs: runs) { stream in
        try await program.result(stream).outcomes.contains { [.ship, .tradeOff].contains($0) } ? [] : [.missed]
      }
      found.append(("metrics \(panel.rawValue)", count[.missed]))
      rows.append([
        panel.rawValue, percent(power, decimals: 2), String(units),
        percent(1 - count[.missed].value) + " ± " + percent(count[.missed].error),
      ])
    }
    return ErrorSection(
      """
      The primary metric truly rises by \(signedPercent(lift)) and nothing else changes. Each variant has the units that give every test
      the power which the report asks for, so that the whole decision has 80 %. \(runs) experiments a line; the metrics are those
      of the columns above.
      """,
      [
        ErrorTable(
          header: ["metrics", "power of each test, %", "units of each variant", "ship or trade-off, %"], rows: rows)
      ],
      promises: [
        ErrorPromise(
          "neither ship nor trade-off, all is well at the planned size", atMost: 1 - DecisionRisks.power, found)
      ])
  }
}
