import Diagnostics
import LayerSupport
import Planning
import Statistics
import SummarySQL
import Tables
import Terms
import TestSupport
import Testing

@testable import Inference

/// The rule of decision against the same rule written once more in `Tests/Oracle/decision_table.py`: on answers alone, and on
/// data that has them.
@Suite struct DecisionTableTests {
  private func decisionCase(_ row: DecisionTableRow) throws -> DecisionCase {
    DecisionCase(
      isRandomized: row.isRandomized, failed: Set(try row.failed.map { try #require(Gate(rawValue: $0)) }),
      accepted: Set(try row.accepted.map { try #require(Gate(rawValue: $0)) }),
      primaries: try (row.question == "none" ? [] : row.primaries).map {
        (try #require(PrimaryQuestion(rawValue: row.question)), try #require(PrimaryAnswer(rawValue: $0)))
      }, guardrails: try row.guardrails.map { try #require(GuardrailState(rawValue: $0)) },
      secondaries: try [row.secondary].compactMap(\.self).map { try #require(SecondaryState(rawValue: $0)) },
      extension: try #require(ExtensionState(rawValue: row.extension)))
  }

  @Test func everyRowHasItsOutcomeAndReason() throws {
    #expect(DecisionTableRow.all.count == 3354)
    for row in DecisionTableRow.all {
      let found = try decisionCase(row).verdict
      #expect(found.outcome.tableWord == row.outcome && found.reason.key == row.reason, "\(row)")
    }
  }

  @Test func everyRowNamesWhatItMust() throws {
    for row in DecisionTableRow.all {
      let found = try decisionCase(row)
      let facts =
        found.primaries.compactMap { DecisionFact($0.answer) } + found.guardrails.compactMap { DecisionFact($0) }
        + found.secondaries.compactMap { DecisionFact($0) }
      #expect(Set(facts.map(\.rawValue) + found.failedGates.map { "gate:\($0.rawValue)" }) == row.named, "\(row)")
    }
  }

  /// One in 40 in a quick run of the tests, all otherwise.
  static let blocks = Array(0..<40)

  @Test(arguments: blocks) func dataOfEveryRowIsDecidedAsTheTableSays(block: Int) async throws {
    let rows = DecisionTableRow.ofFixedDesigns
    #expect(rows.count > 2400)
    for row in rows.indices.filter({ $0 % Self.blocks.count == block }).map({ rows[$0] }) {
      let experiment = DecisionTableExperiment(row)
      guard !row.lacksValues else {
        let error = await #expect(throws: DiagnosticList.self) { try await experiment.analysis() }
        #expect(error?.diagnostics.map(\.code) == [.unmeasuredMetric], "\(row)")
        continue
      }
      let found = try await experiment.analysis()
      let decision = try #require(found.decisions.first)
      #expect(
        decision.outcome.tableWord == row.outcome && decision.reason.key == row.reason, "\(row): \(decision.headline)")
      let facts =
        decision.facts.map(\.fact.rawValue) + decision.failedGates.compactMap { $0.gate.map { "gate:\($0.rawValue)" } }
      #expect(Set(facts) == row.named, "\(row)")
      #expect((decision.choice?.rank.rawValue ?? "-") == row.naming, "\(row)")
      #expect(!(found.verdicts.first?.regressions.isEmpty ?? true) == row.isRegression, "\(row)")
    }
  }
}

extension DecisionTableExperiment {
  fileprivate func analysis() async throws -> ExperimentAnalysis {
    let (browser, crossed, lost, blanks) = (browser, crossed, lost, blanks)
    let plan = try spec.plan(
      TableSchema([
        "user": .text, "variant": .text, "device": .text, "m0": .integer, "m1": .integer, "m2": .integer,
        "m3": .integer, "m4": .integer, "at": .instant,
      ]))
    let days = hasDays ? ["20513", "20514"] : [""]
    let reader = PreparedReader(MemoryTable(arms, strata: days)) { summary in
      let drops =
        (lost > 0 ? [ExposureLedger.Drop(reason: .unknownLabel, rows: lost, examples: ["lost"])] : [])
        + (crossed > 0
          ? [ExposureLedger.Drop(reason: .severalVariants, rows: 2 * crossed, units: crossed, examples: ["c0"])] : [])
      let ledger = ExposureLedger(
        units: summary.exposure.units, rowsKept: summary.exposure.rowsKept, drops: summary.exposure.drops + drops)
      let segments = browser.map { phones in
        [
          zip(["desktop", "phone"], [zip(summary.exposure.units ?? [], phones).map(-), phones]).map { value, units in
            SegmentSummary(
              value: value,
              groups: [SummaryGroup(units: units, rowsKept: units.reduce(0, +), cells: summary.groups[0].cells)])
          }
        ]
      }
      let groups = summary.groups.map { group in
        SummaryGroup(
          units: group.units, rowsKept: group.rowsKept,
          cells: zip(group.cells, blanks).map { cells, blank in
            cells.enumerated().map { arm, cell in
              guard arm > 0, blank > 0 else { return cell }
              guard blank < cell.kept else {
                return MetricCell(
                  kept: 0, moments: Moments(rows: [], dimension: cell.moments.mean.count),
                  dropped: [.missing: cell.kept])
              }
              return MetricCell(kept: cell.kept, moments: cell.moments, dropped: [.missing: blank])
            }
          })
      }
      return ScopeSummary(
        exposure: ledger, groups: groups, segments: segments ?? summary.segments, scalings: summary.scalings)
    }
    return try ExperimentAnalysis(try await Answers(plan: plan, plan.needs, by: reader))
  }
}

extension Decision.Outcome {
  /// The word of the table.
  fileprivate var tableWord: String {
    switch self {
    case .doNotShip: "dont-ship"
    case .noDecision: "no-decision"
    case .ship, .tradeOff, .extend, .inconclusive, .invalid: rawValue
    }
  }
}
