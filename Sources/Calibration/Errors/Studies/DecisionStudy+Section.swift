internal import Distributions
internal import Inference

extension DecisionStudy {
  /// The bounds that the report of such an experiment prints.
  static func risks(_ panel: DecisionPanel) async -> DecisionRisks {
    let world = DecisionWorld(metrics: panel.metrics, lifts: [panel.metrics.map { _ in 0 }], units: 1000)
    let result = try? await DecisionProgram(world).result(RandomStream(seed: 1))
    guard let risks = result?.analysis.decisions.first?.risks else { preconditionFailure("there is no decision") }
    return risks
  }

  package static func section(_ calibration: Calibration, runs: Int) async -> ErrorSection {
    var found: [(cell: Cell, count: EventCount<Event>)] = []
    for cell in cells { found.append((cell, await count(cell, calibration, runs: runs))) }
    let panels = DecisionPanel.allCases
    let rows = DecisionTruth.all.flatMap { truth in
      sizes.map { units in
        [truth.name, String(units)]
          + panels.map { panel in
            found.first { $0.cell.truth.name == truth.name && $0.cell.panel == panel && $0.cell.units == units }
              .map { text($0.count) } ?? "does not apply"
          }
      }
    }
    let header = ["truth", "units of each variant"] + panels.map(\.rawValue)
    return ErrorSection(
      words(runs), [ErrorTable(header: header, rows: rows)],
      promises: promises(found, await risks(.tenWithoutMargin)))
  }

  static let outcomes: [Decision.Outcome] = [.ship, .tradeOff, .doNotShip, .inconclusive, .invalid]

  /// Ship / trade-off / don't ship / inconclusive / void.
  private static func text(_ count: EventCount<Event>) -> String {
    outcomes.map { percent(count[.outcome($0)].value) }.joined(separator: " / ")
  }

  private static func promises(_ found: [(cell: Cell, count: EventCount<Event>)], _ risks: DecisionRisks)
    -> [ErrorPromise]
  {
    /// The shares of experiments with any of some events, which exclude each other, where a truth makes them errors.
    func promise(_ error: String, _ bound: Double, _ events: [Event], where isError: (Cell) -> Bool) -> ErrorPromise {
      ErrorPromise(
        error, atMost: bound,
        found.filter { isError($0.cell) }.map { cell, count in
          (cell.name, Rate(events.reduce(0) { $0 + count[$1].count }, of: count.runs))
        })
    }
    func isSound(_ cell: Cell) -> Bool { cell.truth.isHealthy }
    func isWorse(_ cell: Cell, _ metrics: [DecisionMetric]) -> Bool { metrics.contains { cell.truth.lift($0) < 0 } }
    let gains: [Event] = [.outcome(.ship), .outcome(.tradeOff)]
    return [
      promise("ship or trade-off, no primary metric is better", risks.falseShip, gains) {
        isSound($0) && $0.truth.lift(.primary) <= 0
      },
      promise("ship, a guardrail is at its margin or beyond", risks.harmfulShip ?? 0, [.outcome(.ship)]) {
        $0.truth.lift(.guardrail) <= -DecisionMetric.margin
      },
      promise("don't ship because of harm, nothing is worse", risks.alphaDeterioration, [.harm]) {
        isSound($0) && !isWorse($0, [.primary, .guardrail, .guardrailWithoutMargin])
      },
      promise("trade-off for a secondary metric, none is worse", risks.alphaSecondaryHarm, [.secondaryHarm]) {
        isSound($0) && !isWorse($0, [.secondary])
      },
      promise("no benefit, the primary metric is not worse", risks.falseNoBenefit, [.noBenefit]) {
        isSound($0) && $0.truth.lift(.primary) >= 0
      },
      promise("void, nothing is wrong", risks.falseVoid, [.outcome(.invalid)], where: isSound),
      promise("\"ship if a loss of up to x is acceptable\", the loss is larger", 0.05, [.limitMissed]) {
        isSound($0) && $0.panel == .tenWithoutMargin
      },
    ]
  }

  private static func words(_ runs: Int) -> String {
    """
    In percent: ship / trade-off / don't ship / inconclusive / void. Columns are metrics: **1** is a primary metric; **3** are a
    primary metric, a guardrail with a margin and a secondary metric; **10** are a primary metric, three guardrails with margins and
    six secondary metrics; in **10b** one of these guardrails has no margin.

    Each metric is a proportion of 20 % in the control; any two are correlated by 0.3. Margins are 5 %. Units arrive on 14 days
    and are assigned by lot in equal shares, except where a line says otherwise; three attributes with two, three and five values
    are compared by the gate of composition; 1 % of the values of each metric are missing. Experiments are drawn as the counts of
    their days: given whether a unit has a trait that nobody sees, its metrics are independent, so that every count is binomial,
    and no unit has to be drawn by itself. The counts then take the way of all summaries: checks, estimates, families and decision.
    Each cell has \(runs) experiments: the Monte Carlo error of a share of 5 % is \(percent(Rate(runs / 20, of: runs).error, decimals: 2)) points, of 50 % \(percent(Rate(runs / 2, of: runs).error, decimals: 2)).

    "All zeros" means that the lost units have not converted in any metric. "55:45 then 45:55" are the shares of control and
    treatment in two weeks with different rates. The bounds hold for sound experiments; the last lines show what breakage does
    that the gates do not find.
    """
  }
}
