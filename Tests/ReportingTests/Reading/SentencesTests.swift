import Inference
import LayerSupport
import Planning
import Tables
import TestSupport
import Testing

@testable import Reporting

/// Every sentence about a metric, read back from a report and held against the row of its table, for experiments of every outcome.
@Suite struct SentencesTests {
  static let experiments = 600

  private static let questions = [
    "", "", #", "margin": "10%""#, #", "equivalence": "20%""#, #", "mde": "5%""#, #", "minimum_effect": "3%""#,
  ]
  private static let claims = [
    #", "claim": { "lift": "+10%", "variant": "t1" }"#, #", "claim": { "lift": "+60%", "variant": "t1" }"#,
    #", "claim": { "lift": "-15%", "variant": "t1" }"#,
  ]
  private static let horizon = 14.0

  /// How a metric is written, and how one unit of an effect is drawn.
  private enum Kind: CaseIterable {
    case proportion, mean, ratio, median, rank, doseResponse
    case restrictedMean, survival, hazardRatio

    /// - Parameter isFollowed: whether units are followed until an event, which has facts of its own.
    static func drawn(_ isFollowed: Bool, _ random: inout SeededRandom) -> Kind {
      allCases.filter { $0.isFollowed == isFollowed }.randomElement(using: &random) ?? .mean
    }

    var isFollowed: Bool { [.restrictedMean, .survival, .hazardRatio].contains(self) }

    var canBeClaimed: Bool { [.proportion, .mean, .ratio].contains(self) }

    /// Ranks have no lift to ask about.
    var asks: Bool { ![.rank, .doseResponse].contains(self) }

    func keys(_ index: Int) -> String {
      func followed(_ estimand: String) -> String {
        "\"type\": \"time-to-event\", \"fact\": \"f\(index)\", \"horizon\": \"14d\", \"estimand\": \"\(estimand)\""
      }
      return switch self {
      case .proportion: "\"type\": \"proportion\", \"column\": \"m\(index)\""
      case .mean: "\"type\": \"mean\", \"column\": \"m\(index)\""
      case .ratio: "\"type\": \"ratio\", \"numerator\": \"m\(index)\", \"denominator\": \"d\(index)\""
      case .median: "\"type\": \"quantile\", \"q\": 0.5, \"column\": \"m\(index)\""
      case .rank: "\"type\": \"rank\", \"column\": \"m\(index)\""
      case .doseResponse:
        "\"type\": \"dose-response\", \"outcome\": { \"type\": \"mean\", \"column\": \"m\(index)\" }, \"dose\": \"d\(index)\", \"model\": \"linear\", \"compare\": [0, 2]"
      case .restrictedMean: followed("rmst")
      case .survival: followed("survival")
      case .hazardRatio: followed("hazard-ratio")
      }
    }
  }

  private static func schema(_ columns: [String]) -> TableSchema {
    TableSchema(
      fields: ["user", "variant"].map { .init(name: $0, type: .text) } + [.init(name: "at", type: .instant)]
        + columns.map { .init(name: $0, type: .real) })
  }

  /// One experiment, with metrics, questions, sizes and effects of all kinds.
  private func report(_ random: inout SeededRandom) async throws -> ReadReport {
    let treatments = Int.random(in: 1...3, using: &random)
    let isFollowed = Int.random(in: 0..<5, using: &random) == 0
    let units = (0...treatments).map { _ in [25, 60, 400, 2000].randomElement(using: &random) ?? 60 }
    var metrics: [String] = []
    var drawn: [[(values: [Double], others: [Double])]] = []
    for index in 0..<4 {
      let kind = Kind.drawn(isFollowed, &random)
      let role = ["primary", "guardrail", "secondary"].randomElement(using: &random) ?? ""
      let questions = kind.canBeClaimed ? Self.questions + Self.claims : Self.questions
      let question = kind.asks ? questions.randomElement(using: &random) ?? "" : ""
      let direction = ["", #", "direction": "decrease""#].randomElement(using: &random) ?? ""
      metrics.append(
        "{ \"name\": \"m\(index)\", \(kind.keys(index)), \"role\": \"\(index == 0 && kind != .doseResponse ? "primary" : role)\"\(question)\(direction) }"
      )
      let isRare = Bool.random(using: &random)
      drawn.append(
        units.indices.map { arm in
          let effects: [Double] = arm == 0 ? [1] : [1, 1, 0.8, 0.95, 1.04, 1.3]
          let effect = effects.randomElement(using: &random) ?? 1
          return values(of: kind, effect: effect, isRare: isRare, units: units[arm], &random)
        })
    }
    let total = units.reduce(0, +)
    let spec = SmallSpec {
      $0.variants =
        "[{ \"name\": \"a\", \"control\": true, \"weight\": \(units[0]) }"
        + (1...treatments).map { ", { \"name\": \"t\($0)\", \"weight\": \(units[$0]) }" }.joined() + "]"
      $0.metrics = "[\(metrics.joined(separator: ", "))]"
      $0.rest = total % 3 == 0 ? #", "randomized": false"# : ""
      guard isFollowed else { return }
      $0.data += #", "time": "at""#
      $0.facts =
        "{ "
        + (0..<4).map { "\"f\($0)\": { \"source\": \"f.parquet\", \"unit\": \"user\", \"time\": \"at\" }" }.joined(
          separator: ", ")
        + " }"
    }
    let plan = try spec.plan(Self.schema((0..<4).flatMap { ["m\($0)", "d\($0)"] }))
    let arms = units.indices.map { arm in
      var columns: [String: [Double]] = [:]
      for (index, metric) in plan.metrics.enumerated() {
        columns[metric.survival?.duration ?? "m\(index)"] = drawn[index][arm].values
        columns[metric.survival?.occurrence ?? "d\(index)"] = drawn[index][arm].others
      }
      return columns
    }
    let analysis = try await plan.analysis(arms)
    return ReadReport(markdown: MarkdownFormat.render(Report(analysis, provenance: ReportExample.provenance)))
  }

  /// A number of each unit, and its denominator, dose or end.
  private func values(
    of kind: Kind, effect: Double, isRare: Bool, units: Int, _ random: inout SeededRandom
  ) -> (values: [Double], others: [Double]) {
    let rate = effect * (isRare ? 0.02 : 0.3)
    var drawn: (values: [Double], others: [Double]) = ([], [])
    for _ in 0..<units {
      let u = Double.random(in: 0..<1, using: &random)
      switch kind {
      case .proportion: drawn.values.append(u < rate ? 1 : 0)
      case .restrictedMean, .survival, .hazardRatio:
        // Log-logistic, in microseconds, with a median of twelve days or of a year.
        let days = u / (1 - u) * effect * (isRare ? 365 : 12)
        drawn.values.append((min(days, Self.horizon) * 86_400_000_000).rounded())
        drawn.others.append(days < Self.horizon ? 1 : 0)
        continue
      case .mean, .ratio, .median, .rank, .doseResponse: drawn.values.append(effect * (1 + 20 * u * u * u))
      }
      drawn.others.append(Double(Int.random(in: 0...3, using: &random)))
    }
    return drawn
  }

  /// A few reports at once would take the sentences of one for those of another.
  @Test func noSentenceContradictsItsTable() async throws {
    var random = SeededRandom(seed: 4201)
    var read = (changes: 0, verdicts: 0, limits: 0, ships: 0, claims: 0, unseen: 0)
    for number in 0..<Self.experiments {
      let report = try await report(&random)
      #expect(!report.rows.isEmpty && !report.sentences.isEmpty)
      for sentence in report.sentences {
        let note: Comment = "\(number): \(sentence)"
        read.verdicts += verdict(sentence, report, note)
        guard let variant = sentence.firstMatch(of: #/\b(t\d)\b/#)?.1 else { continue }
        let own = sentence.firstMatch(of: #/with (t\d), /#)?.1 ?? variant
        read.changes += changes(sentence, report, String(own), note)
        read.limits += limits(sentence, report, String(own), note)
        read.ships += ship(sentence, report, note)
        read.claims += claim(sentence, report, note)
        read.unseen += unseen(sentence, report, String(own), note)
      }
    }
    print("read back: \(read)")
    #expect(read.changes > 150 && read.verdicts > 800 && read.limits > 700 && read.ships > 15)
    #expect(read.claims > 150 && read.unseen > 3)
  }

  /// `m1 rose by 8.1 % (95 % CI +3.2 % to +13.0 %)`.
  private func changes(_ sentence: String, _ report: ReadReport, _ variant: String, _ note: Comment) -> Int {
    var count = 0
    for match in sentence.matches(
      of: #/\b(m\d)(?: is worse: it)? (rose|fell) by ([\d.]+(?: %| pp)?)(?: \([\d.]+ % CI ([^)]*)\))?/#)
    {
      guard let row = report.row(match.1, variant) else {
        Issue.record("no row of \(match.1) and \(variant): \(note.rawValue)")
        continue
      }
      let said = (size: String(match.3), rises: match.2 == "rose", interval: match.4.map(String.init) ?? "")
      count += 1
      #expect(
        row.changes.contains {
          $0.size == said.size && $0.rises == said.rises && (said.interval.isEmpty || $0.interval == said.interval)
        },
        "\(note.rawValue) \(said) \(row.changes)")
    }
    return count
  }

  /// `t1 beats a on m1: 0.4 vs 0.3, …`.
  private func verdict(_ sentence: String, _ report: ReadReport, _ note: Comment) -> Int {
    let words: [(Regex<(Substring, Substring, Substring)>, String)] = [
      (#/^(t\d) beats a on (m\d):/#, "better"), (#/^(t\d) is worse than a on (m\d):/#, "worse"),
      (#/^(t\d) is lower than a on (m\d),/#, "lower"), (#/^(t\d) is higher than a on (m\d),/#, "higher"),
      (#/^(t\d) differs from a on (m\d):/#, "different"), (#/^(t\d) vs a: inconclusive on (m\d);/#, "inconclusive"),
      (#/^(t\d) is not worse than a by more than .* on (m\d):/#, "non-inferior"),
      (#/^(t\d) vs a on (m\d): the [a-z ]* of .* is ruled out;/#, "ruled out"),
      (#/^(t\d) is equivalent to a within .* on (m\d):/#, "equivalent"),
      (#/^(t\d) cannot be compared with a on (m\d):/#, "not estimable"),
    ]
    for (pattern, word) in words {
      guard let match = sentence.firstMatch(of: pattern) else { continue }
      guard let row = report.row(match.2, match.1) else {
        Issue.record("no row: \(note.rawValue)")
        return 0
      }
      #expect(row.verdict.hasPrefix(word), "\(note.rawValue) \(row)")
      if let values = sentence.firstMatch(of: #/: (\S+(?: %)?) vs (\S+(?: %)?), /#) {
        #expect(row.value == values.1 && row.control == values.2, "\(note.rawValue) \(row)")
      }
      return 1
    }
    return 0
  }

  /// `gains above 2.3 % and losses above 1.9 % are excluded`.
  private func limits(_ sentence: String, _ report: ReadReport, _ variant: String, _ note: Comment) -> Int {
    var count = 0
    for part in sentence.split(separator: ";") {
      guard let metric = part.firstMatch(of: #/for (m\d)/#)?.1, let row = report.row(metric, variant) else { continue }
      let said = part.matches(of: #/(?:gains|losses|rises|falls) above ([\d.]+)/#).map { String($0.1) }
      guard !said.isEmpty, part.contains("are excluded") else { continue }
      count += 1
      // Each limit is an end of the interval of the table, without its sign.
      var ends: [String] = []
      for change in row.changes {
        for end in change.interval.replacing(" to ", with: "|").split(separator: "|") {
          ends.append(String(end.replacing(#/[+−]| %| pp/#, with: "")))
        }
      }
      for limit in said { #expect(ends.contains(limit), "\(note.rawValue) \(row)") }
    }
    return count
  }

  /// What ships has a primary metric that says yes, and none that says no.
  private func ship(_ sentence: String, _ report: ReadReport, _ note: Comment) -> Int {
    guard let variant = sentence.firstMatch(of: #/^Ship (t\d):/#)?.1 else { return 0 }
    let rows = report.rows.filter { $0.variant == variant }
    let primaries = rows.filter { $0.role == "primary" }
    #expect(primaries.contains { ["better", "non-inferior", "equivalent"].contains($0.verdict) }, "\(note.rawValue)")
    #expect(!rows.contains { $0.verdict.hasPrefix("worse") }, "\(note.rawValue)")
    for row in rows where row.role == "guardrail" {
      #expect(["non-inferior", "equivalent"].contains(row.verdict), "\(note.rawValue) \(row)")
    }
    return 1
  }

  /// `The published +10% is confirmed by t1 vs a on m0: … (95 % CI of the lift +3 % to +13 %)`.
  private func claim(_ sentence: String, _ report: ReadReport, _ note: Comment) -> Int {
    guard
      let match = sentence.firstMatch(
        of: #/^The published \S+ (is [a-z ]+?) by (t\d) vs a on (m\d): .*\(95 % CI of the [a-z ]+ ([^)]*)\)/#)
    else { return 0 }
    guard let row = report.row(match.3, match.2) else {
      Issue.record("no row: \(note.rawValue)")
      return 0
    }
    #expect(row.changes.contains { $0.interval == match.4 }, "\(note.rawValue) \(row)")
    let isShown = !["inconclusive", "not estimable"].contains { row.verdict.hasPrefix($0) }
    if ["is exceeded", "is confirmed"].contains(match.1) { #expect(isShown, "\(note.rawValue) \(row)") }
    // Effects and their intervals have one side where a published effect is said to be there.
    let signs = Set(match.4.matches(of: #/[+−]/#).map { String($0.0) })
    if match.1 == "is exceeded" { #expect(signs.count == 1, "\(note.rawValue) \(row)") }
    return 1
  }

  /// `; a fall of m1 could have gone unseen, however large`: only of a metric whose interval is wide or missing.
  private func unseen(_ sentence: String, _ report: ReadReport, _ variant: String, _ note: Comment) -> Int {
    guard let metric = sentence.firstMatch(of: #/a fall of (m\d) could have gone unseen/#)?.1 else { return 0 }
    guard let row = report.row(metric, variant) else {
      Issue.record("no row: \(note.rawValue)")
      return 0
    }
    #expect(!row.verdict.hasPrefix("better") && !row.verdict.hasPrefix("non-inferior"), "\(note.rawValue) \(row)")
    return 1
  }
}
