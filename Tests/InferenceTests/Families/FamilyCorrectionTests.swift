import LayerSupport
import Planning
import Statistics
import TestSupport
import Testing

@testable import Inference

/// What families make of p-values and intervals, against formulas of the raw p-values.
@Suite struct FamilyCorrectionTests {
  /// Three metrics of 100 units per variant, with differences of 20, 14 and 5 percentage points.
  private static let arms: [[String: [Double]]] = [
    ["sold": .ones(50, of: 100), "visits": .ones(50, of: 100), "user": .ones(50, of: 100)],
    ["sold": .ones(70, of: 100), "visits": .ones(64, of: 100), "user": .ones(55, of: 100)],
  ]

  private func analysis(_ rest: String, roles: [String] = ["primary", "primary", "primary"]) async throws
    -> ExperimentAnalysis
  {
    try await SmallSpec {
      $0.metrics =
        "["
        + zip(["sold", "visits", "user"], roles).map {
          "{ \"name\": \"\($0)\", \"type\": \"proportion\", \"column\": \"\($0)\", \"role\": \"\($1)\" }"
        }.joined(separator: ", ") + "]"
      $0.rest = rest
    }.analysis(Self.arms)
  }

  private func pValues(_ rest: String) async throws -> (raw: [Double], adjusted: [Double], rows: [ResultRow]) {
    let analysis = try await analysis(rest)
    let rows = try ["sold", "visits", "user"].map { try #require(analysis.row($0)) }
    return (rows.compactMap(\.pValue), rows.compactMap(\.adjustedP), rows)
  }

  private func isClose(_ found: [Double], _ expected: [Double]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { TestSupport.isClose($0, $1, relative: 1e-12) }
  }

  @Test func correctionsAreTheirFormulas() async throws {
    func found(_ correction: String) async throws -> (raw: [Double], adjusted: [Double], rows: [ResultRow]) {
      try await pValues(#", "inference": { "correction": "\#(correction)" }"#)
    }
    let raw = try await found("bonferroni").raw
    // In growing order, as the differences fall.
    try #require(raw.count == 3 && raw[0] < raw[1] && raw[1] < raw[2] && raw[2] < 0.6)
    let (p, q, r) = (raw[0], raw[1], raw[2])
    #expect(isClose(try await found("bonferroni").adjusted, [3 * p, 3 * q, min(1, 3 * r)]))
    #expect(isClose(try await found("holm").adjusted, [3 * p, max(3 * p, 2 * q), max(2 * q, r)]))
    #expect(isClose(try await found("hochberg").adjusted, [min(3 * p, 2 * q, r), min(2 * q, r), r]))
    #expect(isClose(try await found("bh").adjusted, [min(3 * p, 1.5 * q, r), min(1.5 * q, r), r]))
    let harmonic = 1 + 0.5 + 1.0 / 3
    #expect(
      isClose(
        try await found("by").adjusted,
        [min(3 * p, 1.5 * q, r) * harmonic, min(1.5 * q, r) * harmonic, min(1, r * harmonic)]))
    #expect(try await found("none").adjusted.isEmpty)
  }

  @Test func aCorrectionIsNamedInWords() async throws {
    let rows = try await pValues(#", "inference": { "correction": "holm" }"#).rows
    #expect(
      rows.map(\.answer.family.method) == ["Holm", "Holm", "Holm"] && rows.map(\.answer.family.size) == [3, 3, 3])
    let none = try await pValues(#", "inference": { "correction": "none" }"#).rows
    #expect(none.map(\.answer.family.uncorrected) == [3, 3, 3])
    #expect(none[0].verdictText == "better, not corrected for 3 comparisons" && rows[0].verdictText == "better")
  }

  /// Bonferroni's interval is the one of a third of the error.
  @Test func anIntervalHoldsTogetherWithThoseOfItsFamily() async throws {
    let corrected = try await pValues(#", "inference": { "correction": "bonferroni" }"#).rows
    let alone = try await pValues(#", "inference": { "correction": "none", "alpha": \#(0.05 / 3) }"#).rows
    for (corrected, alone) in zip(corrected, alone) {
      let (found, expected) = (try #require(corrected.adjustedInterval), try #require(alone.interval))
      #expect(isClose([found.lower, found.upper], [expected.lower, expected.upper]))
    }
  }

  /// A false discovery rate of 5 %: one of three rejections has the interval of 1/3 of the error, the others none.
  @Test func whatIsSelectedHasTheIntervalOfItsSelection() async throws {
    let (_, adjusted, rows) = try await pValues(#", "inference": { "correction": "bh" }"#)
    let rejected = adjusted.count { $0 < 0.05 }
    try #require(rejected == 1)
    #expect(rows[0].adjustedInterval != nil && rows[1].adjustedInterval == nil && rows[2].adjustedInterval == nil)
    #expect(rows[2].reason == "Benjamini-Hochberg gives no interval for what it does not reject")
  }

  // MARK: Gates

  private static let gated = #"""
    , "families": [{ "name": "first", "metrics": ["FIRST"] }, { "name": "second", "metrics": ["SECOND"], "after": "first" }]
    """#

  private func gated(_ first: String, _ second: String) async throws -> (first: ResultRow, second: ResultRow) {
    let analysis = try await analysis(
      Self.gated.replacing("FIRST", with: first).replacing("SECOND", with: second))
    return (try #require(analysis.row(first)), try #require(analysis.row(second)))
  }

  @Test func aFamilyCountsOnlyAfterTheOneBeforeItIsRejected() async throws {
    let (first, second) = try await gated("user", "sold")
    #expect(first.verdict == .inconclusive && second.verdict == .inconclusive)
    // Nothing is adjusted within families of one; the second is no smaller than the first.
    #expect(second.adjustedP == first.pValue && (second.pValue ?? 1) < 0.05)
    #expect(second.adjustedInterval == nil)
    #expect(
      second.reason == "the family that comes first is not rejected as a whole, so nothing is tested here")
  }

  @Test func anOpenGateLetsTheFamilyPass() async throws {
    let (first, second) = try await gated("sold", "visits")
    #expect(first.verdict == .better && second.verdict == .better)
    #expect(second.adjustedP == second.pValue && second.adjustedInterval != nil)
  }

  // MARK: Graphs

  /// With the weights 1 and 0 the first metric has the whole error and passes it on: a fixed sequence.
  @Test func aGraphIsAFixedSequenceWhereTheFirstHasTheWholeError() async throws {
    let family = #"""
      , "inference": { "correction": "graph" }, "families": [{ "name": "both", "metrics": ["sold", "user"],
        "weights": [1, 0], "transitions": [[0, 1], [1, 0]] }]
      """#
    let analysis = try await analysis(family)
    let (first, second) = (try #require(analysis.row("sold")), try #require(analysis.row("user")))
    #expect(first.adjustedP == first.pValue && second.adjustedP == second.pValue)
    #expect(first.answer.family.method == "the graphical procedure")
    // It starts without any error, so that it has no interval.
    let (own, joint) = (try #require(first.interval), try #require(first.adjustedInterval))
    #expect(isClose([joint.lower, joint.upper], [own.lower, own.upper]) && second.adjustedInterval == nil)
  }

  // MARK: Dunnett

  @Test func severalTreatmentsOfOneMetricAreCorrectedByDunnett() async throws {
    let analysis = try await SmallSpec {
      $0.variants = #"[{ "name": "old", "control": true }, { "name": "new" }, { "name": "newer" }]"#
    }.analysis([50, 64, 58].map { ["sold": .ones($0, of: 100)] })
    let rows = try ["new", "newer"].map { try #require(analysis.row("sale", variant: $0)) }
    #expect(rows.map(\.answer.family.method) == ["step-down Dunnett", "step-down Dunnett"])
    for row in rows {
      let (raw, adjusted) = (try #require(row.pValue), try #require(row.adjustedP))
      // Between the raw p-value and Holm's.
      #expect(adjusted >= raw && adjusted <= 2 * raw)
      let (own, joint) = (try #require(row.interval), try #require(row.adjustedInterval))
      #expect(joint.lower < own.lower && joint.upper > own.upper)
    }
    // The smaller one is compared with the largest of two statistics.
    #expect((rows[0].adjustedP ?? 0) > (rows[0].pValue ?? 1))
  }
}
