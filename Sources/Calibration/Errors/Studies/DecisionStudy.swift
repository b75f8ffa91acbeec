internal import Distributions
package import Inference

/// How often each outcome is given, whatever is true.
package enum DecisionStudy: ErrorStudy {
  package static let title = "Decisions"
  package static let runs = 1500
  static let sizes = [2000, 20_000]

  /// What can be said in one experiment.
  package enum Event: Hashable, Sendable {
    case outcome(Decision.Outcome)
    /// Not shipped because of harm.
    case harm
    case secondaryHarm
    case noBenefit
    /// A guardrail without a margin fell by more than what was said to be the largest loss that is not excluded.
    case limitMissed
  }

  /// One truth with some metrics and so many units in each variant.
  package struct Cell: Sendable {
    package let truth: DecisionTruth
    package let panel: DecisionPanel
    package let units: Int

    package init(_ truth: DecisionTruth, _ panel: DecisionPanel, units: Int) {
      (self.truth, self.panel, self.units) = (truth, panel, units)
    }

    /// Tells the cell from all others; its random numbers follow from this text and the seed.
    package var key: String { "\(truth.name), \(panel.rawValue) metrics, \(units) units" }

    package var name: String { "\(truth.name), metrics \(panel.rawValue), \(units) units" }

    var world: DecisionWorld {
      DecisionWorld(
        metrics: panel.metrics, lifts: [truth.lifts(panel)], units: units, stretches: truth.stretches,
        breakage: truth.breakage)
    }
  }

  package static let cells = DecisionTruth.all.flatMap { truth in
    sizes.flatMap { units in
      DecisionPanel.allCases.filter(truth.isAbout).map { Cell(truth, $0, units: units) }
    }
  }

  package static func count(_ cell: Cell, _ calibration: Calibration, runs: Int) async -> EventCount<Event> {
    let program = DecisionProgram(cell.world)
    let loss = -cell.truth.lift(.guardrailWithoutMargin)
    return await calibration.count("decision|" + cell.key, runs: runs) { stream in
      let result = try await program.result(stream)
      var events = Set(result.outcomes.map(Event.outcome))
      switch result.isMixed ? nil : result.analysis.decisions.first?.reason {
      case .primaryWorse, .guardrailWorse: events.insert(.harm)
      case .secondaryWorse: events.insert(.secondaryHarm)
      case .noBenefit: events.insert(.noBenefit)
      default: break
      }
      if let guardrail = program.world.metrics.firstIndex(of: .guardrailWithoutMargin),
        let limit = result.analysis.results.metrics[guardrail].comparisons[0].loss, limit.size < loss
      {
        events.insert(.limitMissed)
      }
      return events
    }
  }
}
