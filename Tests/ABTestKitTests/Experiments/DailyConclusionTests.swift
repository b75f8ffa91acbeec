import TestSupport
import Testing

/// Splits that change from day to day, by less than the gate can see, in a world where days differ and the treatment does nothing.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct DailyConclusionTests {
  /// Units of both variants on one day, and the share of them that sold something.
  struct Day { let old, new: Int, rate: Double }

  private func analyzed(_ days: [Day], metric: String, decision: String = "") async throws -> AnalyzedFile {
    var rows = "user,variant,at,sold\n"
    var number = 0
    for (position, day) in days.enumerated() {
      for (variant, count) in [("old", day.old), ("new", day.new)] {
        for i in 0..<count {
          number += 1
          let isSold = i < Int((day.rate * Double(count)).rounded())
          rows += "\(number),\(variant),2026-03-0\(position + 1) 12:00:00,\(isSold ? 1 : 0)\n"
        }
      }
    }
    return try await AnalyzedFile(["units.csv": rows]) {
      $0.data += #", "time": "at""#
      $0.metrics = "[{ \"name\": \"sale\", \"type\": \"proportion\", \"column\": \"sold\"\(metric) }]"
      $0.rest = decision
    }
  }

  /// In all units together the treatment is better.
  private static let gain = [Day(old: 3090, new: 2910, rate: 0.05), Day(old: 2910, new: 3090, rate: 0.95)]
  /// And here it is worse.
  private static let loss = [Day(old: 2910, new: 3090, rate: 0.05), Day(old: 3090, new: 2910, rate: 0.95)]
  private static let thin = Day(old: 10, new: 10, rate: 0.5)

  /// One thin day does not take the days from the others.
  @Test(arguments: [[], [thin]]) func noGainIsFound(rest: [Day]) async throws {
    let found = try await analyzed(Self.gain + rest, metric: "")
    #expect(found.decisions.map(\.reason) == ["primary-open"])
    #expect(found.decisions[0].sentence.contains("but that depends on the days"))
  }

  /// A day without units of the treatment compares nothing, and is no part of a week.
  @Test func aDayThatAVariantLacksIsLeftOut() async throws {
    let days = [Day(old: 1000, new: 1000, rate: 0.1), Day(old: 1000, new: 1000, rate: 0.1)]
    let found = try await analyzed(
      days + [Day(old: 800, new: 0, rate: 0.01)], metric: "",
      decision: #", "decision": { "accept": { "ratio": "known", "ratio-by-day": "known" } }"#)
    #expect(found.decisions.map(\.reason) == ["primary-open"])
    #expect(found.decisions[0].sentence.contains("but that depends on the days"))
  }

  @Test func noMarginHolds() async throws {
    let found = try await analyzed(Self.gain, metric: #", "margin": "1%""#)
    #expect(found.decisions.map(\.reason) == ["primary-open"])
    #expect(
      found.decisions[0].sentence.contains(
        "is within its margin of 1 % in all units together, but not in strata by the day"))
  }

  @Test func noMarginOfAGuardrailHolds() async throws {
    let found = try await analyzed(Self.gain, metric: #", "role": "guardrail", "margin": "1%""#)
    #expect(found.decisions.map(\.reason) == ["guardrail-open"])
    #expect(
      found.decisions[0].sentence.contains("in strata by the day of exposure, though it is in all units together"))
  }

  @Test func noHarmIsFound() async throws {
    let found = try await analyzed(Self.loss, metric: "")
    #expect(found.code == 0 && found.decisions.map(\.reason) == ["primary-open"])
    #expect(
      found.decisions[0].sentence.contains("every gain is excluded") && found.report.contains("new is lower than old"))
    #expect(
      found.decisions[0].sentence.contains(
        "but that depends on the days: in strata by the day of exposure a gain is possible"))
    #expect(!found.report.contains("sale is worse") && !found.report.contains("worse than old"))
  }

  /// What is the same on every day is found on every day.
  @Test func aHarmOfEveryDayIsFound() async throws {
    var rows = "user,variant,at,sold\n"
    for i in 0..<4000 {
      let isNew = i % 2 == 1
      rows +=
        "\(i),\(isNew ? "new" : "old"),2026-03-0\(1 + i / 2 % 4) 12:00:00,\(i / 8 % 10 < (isNew ? 3 : 4) ? 1 : 0)\n"
    }
    let found = try await AnalyzedFile(["units.csv": rows]) { $0.data += #", "time": "at""# }
    #expect(found.code == 1 && found.decisions.map(\.reason) == ["primary-worse"])
  }
}
