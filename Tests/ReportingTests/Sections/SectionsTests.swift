import Inference
import LayerSupport
import Planning
import SummarySQL
import Tables
import TestSupport
import Testing

@testable import Reporting

/// Each section of a report by itself, as a terminal of 100 columns shows it.
@Suite struct SectionsTests {
  private func expect(_ found: [(name: String, text: String)], in file: String) {
    TextSnapshot("Tests/Snapshots/Reporting/\(file).txt").expect(found)
  }

  @Test func theVerdictComesFirst() async throws {
    let analysis = try await ReportExample.analysis()
    let broken = try await ReportExample.analysis(ReportExample.spec, ReportExample.arms(units: [200, 200, 120]))
    let observed = try await ReportExample.analysis {
      $0.rest = #", "randomized": false"#
      $0.metrics = #"[{ "name": "sale", "type": "proportion", "column": "sold" }]"#
    }
    let constant = try await ReportExample.analysis(ReportExample.spec, ReportExample.arms(sold: [0, 0, 0]))
    expect(
      [
        ("two treatments", VerdictSection(analysis: analysis).blocks.text),
        ("a failed check", VerdictSection(analysis: broken).blocks.text),
        ("not randomized", VerdictSection(analysis: observed).blocks.text),
        ("nothing varies", VerdictSection(analysis: constant).blocks.text),
      ], in: "verdict")
  }

  /// Every word of a verdict has a sentence of its own.
  @Test func questionsHaveSentencesOfTheirOwn() async throws {
    var found: [(name: String, text: String)] = []
    for (name, keys) in [
      ("one side", #""sided": 1"#), ("a decrease", #""direction": "decrease""#),
      ("no direction", #""direction": "neutral""#), ("a claim", #""claim": "+50%""#),
      ("an equivalence", #""equivalence": "5%""#), ("a minimum effect", #""minimum_effect": "2pp""#),
    ] {
      let analysis = try await SmallSpec(
        metric: #"{ "name": "sale", "type": "proportion", "column": "sold", \#(keys) }"#
      ).plan().analysis([["sold": .ones(80, of: 400)], ["sold": .ones(120, of: 400)]])
      let question = analysis.findings.first { $0 is QuestionFinding }?.section ?? []
      found.append((name, (VerdictSection(analysis: analysis).blocks + question).text))
    }
    expect(found, in: "questions")
  }

  @Test func resultsAreATableAndWhatItCannotBeReadWithout() async throws {
    let section = ResultsSection(analysis: try await ReportExample.analysis())
    expect(
      [("whole", section.blocks.text), ("for a terminal", ([section.compactTable] + section.notes).text)],
      in: "results")
  }

  @Test func theRuleOfDecisionSaysHowOftenItMayBeWrong() async throws {
    let guarded = try await ReportExample.analysis {
      $0.metrics = """
        [{ "name": "sale", "type": "proportion", "column": "sold", "direction": "neutral" },
         { "name": "spent", "type": "mean", "column": "spent", "role": "guardrail", "margin": "10%" }]
        """
    }
    expect(
      [
        ("a primary metric and a guardrail", DecisionSection(analysis: try await ReportExample.analysis()).blocks.text),
        ("a guardrail alone", DecisionSection(analysis: guarded).blocks.text),
      ], in: "decision")
  }

  @Test func withoutRandomizationNothingIsDecided() async throws {
    let observed = try await ReportExample.analysis { $0.rest = #", "randomized": false"# }
    #expect(DecisionSection(analysis: observed).blocks.isEmpty)
    #expect(observed.decisions.map(\.outcome) == [.noDecision, .noDecision])
  }

  @Test func everyRowOfAFileIsInTheLedger() async throws {
    let plan = try ReportExample.spec.plan()
    let table = MemoryTable(ReportExample.arms())
    let reader = PreparedReader(table) { summary in
      summary.replacing(
        ExposureLedger(
          units: [200, 200, 200], rowsKept: 600,
          drops: [
            .init(reason: .unknownLabel, rows: 3, examples: ["green"]), .init(reason: .repeated, rows: 12),
            .init(reason: .severalVariants, rows: 2, units: 1, examples: ["u7"]),
          ]))
    }
    let analysis = try ExperimentAnalysis(try await Answers(plan: plan, plan.needs, by: reader))
    let section = ChecksSection(analysis: analysis)
    expect([("whole", section.blocks.text), ("for a terminal", section.remarkable.text)], in: "checks")
  }

  @Test func theMethodCardSaysWhatWasAskedAndUsed() async throws {
    let analysis = try await ReportExample.analysis {
      $0.metrics = """
        [{ "name": "sale", "type": "proportion", "column": "sold", "mde": "5%" },
         { "name": "spent", "type": "mean", "column": "spent", "sided": 1, "cap": { "value": 90 }, "missing": "zero" },
         { "name": "per", "title": "Spent per earlier", "type": "ratio", "numerator": "spent", "denominator": "earlier" },
         { "name": "median", "type": "quantile", "q": 0.5, "column": "spent" },
         { "name": "rank", "type": "rank", "column": "spent" }]
        """
    }
    expect([("methods", MethodSection(analysis: analysis).blocks.text)], in: "method")
  }

  @Test func provenanceNamesEverySource() {
    let section = ProvenanceSection(provenance: ReportExample.provenance, name: "example")
    expect([("provenance", section.blocks.text)], in: "provenance")
  }

  // MARK: Events

  private func events(_ ledger: EventLedger, cut: Int64? = 1_772_409_600_000_000, spec: SmallSpec, end: String = "")
    async throws -> String
  {
    var spec = spec
    spec.rest += end
    let plan = try spec.plan(events: TableSchema.shared)
    let summary = ExposureSummary(
      facts: [ledger], crossed: [2, 1], firstExposure: 1_769_904_000_000_000, lastExposure: 1_772_323_200_000_000,
      latest: cut, cut: cut)
    let names = plan.exposures?.derived.map(\.name) ?? []
    let columns = Dictionary(uniqueKeysWithValues: names.map { ($0, [0, 1, 2, 3, 4, 5.0]) })
    let reader = PreparedReader(MemoryTable([columns, columns]), events: summary)
    let analysis = try ExperimentAnalysis(try await Answers(plan: plan, plan.needs, by: reader))
    return EventSection(analysis: analysis).blocks.text
  }

  @Test func everyEventIsInTheLedger() async throws {
    let spec = SmallSpec {
      $0.data = #", "unit": "user", "time": "at""#
      $0.facts = #"{ "orders": { "source": "o.parquet", "unit": "user", "time": "at" } }"#
      $0.metrics =
        #"[{ "name": "spent", "type": "mean", "fact": "orders", "value": "amount", "within": "7d", "maturity": "all" }]"#
    }
    var accepting = spec
    accepting.rest = #", "decision": { "accept": { "empty": "perhaps nobody came" } }"#
    let ledger = EventLedger(
      fact: "orders", counted: 1000, drops: [(.unknownUnit, 20), (.outsideWindows, 300)],
      withoutValue: [("amount", 4)])
    expect(
      [
        ("the latest time", try await events(ledger, spec: spec)),
        ("a stated end", try await events(ledger, spec: spec, end: #", "end": "2026-03-02""#)),
        (
          "no times",
          try await events(
            EventLedger(fact: "orders", counted: 0, drops: [], withoutValue: []), cut: nil, spec: accepting)
        ),
      ], in: "events")
  }

  @Test func whatUnitsShareAddsUp() async throws {
    func spec(_ data: String, _ join: String) -> SmallSpec {
      SmallSpec {
        $0.data = #", "unit": "user", "time": "at", "attributes": ["device"]\#(data)"#
        $0.facts = #"{ "spend": { "source": "s.parquet", "time": "at" } }"#
        $0.metrics = #"[{ "name": "cost", "type": "mean", "fact": "spend", "value": "amount", "join": [\#(join)] }]"#
      }
    }
    let sharing = Sharing(
      totals: [.init(name: "amount", shared: 90, unshared: [(.noUnits, 9.5), (.blankKey, 0.5)], whole: 100)],
      negative: 2, unitsWithoutKey: 3, unitsWithoutRow: 4)
    let whole = Sharing(
      totals: [.init(name: "amount", shared: 100, unshared: [], whole: 100)], negative: 0, unitsWithoutKey: 0,
      unitsWithoutRow: 0)
    func ledger(_ sharing: Sharing) -> EventLedger {
      EventLedger(fact: "spend", counted: 50, drops: [(.noUnits, 2)], withoutValue: [], sharing: sharing)
    }
    expect(
      [
        ("by device and day", try await events(ledger(sharing), spec: spec("", #""device", "day""#))),
        ("by variant", try await events(ledger(whole), spec: spec(#", "variant": "device""#, #""day""#))),
      ], in: "sharing")
  }

  // MARK: The whole

  @Test func aReportGoesFromTheVerdictToItsProvenance() async throws {
    let report = try await ReportExample.report()
    let headings = report.blocks.compactMap { block -> String? in
      if case .heading(let level, let text) = block { "\(level) \(text)" } else { nil }
    }
    #expect(
      headings == [
        "1 Color of the call to action", "2 Results", "3 Odds ratios", "2 Questions", "2 Decision rule", "2 Checks",
        "3 Where the rows went", "2 Method", "2 Provenance",
      ])
    let paragraphs = report.blocks.compactMap { if case .paragraph(let phrase) = $0 { phrase.text } else { nil } }
    #expect(
      paragraphs.prefix(3) == [
        "Hypothesis: Red draws more clicks than green.", "- A list | with <markup>.", "Owner: growth@example.com",
      ])
  }
}

extension TableSchema {
  /// Of a fact that is known by device and day.
  fileprivate static let shared = TableSchema(["user": .text, "device": .text, "at": .time, "amount": .real])
}

extension ReportExample {
  fileprivate static func analysis(
    arms: [[String: [Double]]] = arms(), changing change: (inout SmallSpec) -> Void
  ) async throws -> ExperimentAnalysis {
    var spec = spec
    change(&spec)
    return try await analysis(spec, arms)
  }
}
