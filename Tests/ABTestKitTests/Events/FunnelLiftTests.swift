import TestSupport
import Testing

/// The decomposition of a funnel, from the files to the reports.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct FunnelLiftTests {
  /// A funnel of given counts [exposed, reach₁, …, reach_J] per variant: an event an hour until a unit stops.
  private static func folder(
    _ arms: [(name: String, counts: [Int])], rest: String = "", assignments: String = "", metric: String = ""
  ) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    var (exposures, events) = (["user,variant,seen\n"], ["who,at,step\n"])
    for (name, counts) in arms {
      for unit in 0..<counts[0] {
        exposures.append("\(name)\(unit),\(name),2026-03-01\n")
        for step in 1..<counts.count where unit < counts[step] {
          events.append("\(name)\(unit),2026-03-01 0\(step):00:00,\(step)\n")
        }
      }
    }
    try folder.write(exposures.joined(), to: "exposures.csv")
    try folder.write(events.joined(), to: "events.csv")
    let steps = (1..<arms[0].counts.count).map { #"{ "name": "s\#($0)", "fact": "log", "where": "step = '\#($0)'" }"# }
    let variants = arms.enumerated().map { #"{ "name": "\#($1.name)"\#($0 == 0 ? #", "control": true"# : "") }"# }
    try folder.write(
      """
      { "abtest": 1, "name": "funnel", "end": "2026-03-09"\(rest),
        "data": { "assignments": { "source": "exposures.csv", "unit": "user", "time": "seen"\(assignments) },
          "facts": { "log": { "source": "events.csv", "unit": "who", "time": "at" } } },
        "variants": [\(variants.joined(separator: ", "))],
        "metrics": [{ "name": "f", "type": "funnel", "window": "7d"\(metric), "steps": [\(steps.joined(separator: ", "))] }] }
      """, to: "spec.json")
    return folder
  }

  /// The example of Methods/funnels: variances there are binomial and limits normal, which with 20,000 units is the
  /// same to four digits.
  @Test func theWorkedExample() async throws {
    let folder = try Self.folder([("c", [20000, 6000, 2400, 960]), ("t", [20000, 6300, 2640, 1030])])
    let funnel = try #require(try await JSONFunnels(analyzing: folder).all.first)
    let lift = try #require(funnel.decomposition.first)
    let expected = [(0.048790, 0.015013), (0.046520, 0.021681), (-0.024929, 0.034887)]
    for (step, (log, error)) in zip(lift.steps, expected) {
      #expect(isClose(step.log, log, absolute: 6e-7) && isClose(step.error, error, relative: 1e-3), "\(step)")
      #expect(step.share == nil)
    }
    let total = try #require(lift.total)
    #expect(isClose(total.log, 0.0703805, absolute: 6e-7) && isClose(total.error, 0.043733, relative: 1e-3))
    #expect(isClose(total.low, -0.0153337, relative: 1e-2))
    // qnorm((1 + 0.95^(1/3))/2) in R: the steps are uncorrelated.
    #expect(lift.basis == "max-t")
    #expect(isClose(lift.critical, 2.387738, relative: 1e-3))
    #expect(lift.stoppedAt == nil && lift.reason == nil && lift.level == 0.95)
    #expect(funnel.steps.map { $0.variants.map(\.stopped) } == [[14000, 13700], [3600, 3660], [1440, 1610]])
    #expect(funnel.steps.flatMap { $0.variants.map(\.median) } == Array(repeating: 3600, count: 6))
  }

  @Test func sharesStandWhereTheTotalDiffers() async throws {
    let folder = try Self.folder([("c", [2000, 600, 240, 96]), ("t", [2000, 800, 330, 150])])
    let lift = try #require(try await JSONFunnels(analyzing: folder).all.first?.decomposition.first)
    let shares = lift.steps.compactMap(\.share)
    // ln(4/3), ln(1.03125) and ln(25/22) over ln(150/96).
    for (share, expected) in zip(shares, [0.644612, 0.068950, 0.286438]) {
      #expect(isClose(share, expected, absolute: 1e-6), "\(shares)")
    }
    #expect(shares.count == 3 && lift.steps.allSatisfy { $0.shareError != nil })
  }

  @Test func aStepThatNobodyReachedIsNamed() async throws {
    let folder = try Self.folder([("c", [200, 60, 24, 0]), ("t", [200, 80, 33, 5]), ("u", [200, 0, 0, 0])])
    let lifts = try #require(try await JSONFunnels(analyzing: folder).all.first?.decomposition)
    #expect(lifts[0].stoppedAt == "s3" && lifts[0].unreachedBy == ["c"] && lifts[0].steps.count == 2)
    #expect(lifts[1].stoppedAt == "s1" && lifts[1].unreachedBy == ["u"] && lifts[1].total == nil)
    #expect(lifts[1].reason == "boundary")
    let report = try #require(folder.text(of: "report.md"))
    #expect(report.contains(#"- f, t: the contributions end before "s3", which no unit of c reached."#))
    #expect(
      report.contains(
        #"- f, u: no contributions: they end before the first step, "s1", which no unit of u reached."#))
  }

  @Test func aStepThatEverybodyPassesLeavesTheRatioAsItIs() async throws {
    let folder = try Self.folder([("c", [200, 60, 60, 24]), ("t", [180, 80, 80, 33])])
    let lift = try #require(try await JSONFunnels(analyzing: folder).all.first?.decomposition.first)
    #expect(lift.steps[1].log == 0 && lift.steps[1].error == 0 && lift.steps[1].low == nil)
    #expect(lift.steps[0].low != nil && lift.steps[2].low != nil)
    let report = try #require(folder.text(of: "report.md"))
    #expect(report.contains(#"no unit stopped before "s2", so the ratio is unchanged there"#))
  }

  /// Nobody, everybody, a single unit: what cannot be decomposed has a reason, and nothing stops the report.
  @Test(
    arguments: [
      ([20, 0, 0], [20, 0, 0], "boundary"), ([1, 1, 1], [1, 1, 1], "tooFew"),
      ([20, 20, 20], [20, 20, 20], nil), ([2, 1, 1], [2, 1, 1], nil),
    ] as [([Int], [Int], String?)])
  func everyFunnelHasPartsOrAReason(control: [Int], variant: [Int], reason: String?) async throws {
    let folder = try Self.folder(
      [("c", control), ("t", variant)], rest: #", "decision": { "accept": { "empty": "perhaps nobody came" } }"#)
    let funnel = try #require(try await JSONFunnels(analyzing: folder).all.first)
    let lift = try #require(funnel.decomposition.first)
    #expect(
      lift.reason == reason && lift.steps.count == (reason == nil ? 2 : 0) && (lift.total == nil) == (reason != nil))
    #expect(funnel.steps.map { $0.variants.map(\.reached) } == (1...2).map { [control[$0], variant[$0]] })
  }

  @Test func contrastsOfSeveralVariantsAreNotDecomposed() async throws {
    let folder = try Self.folder(
      [("c", [200, 60, 24]), ("t", [200, 80, 33]), ("u", [200, 70, 30])],
      rest: #", "contrasts": { "both": { "c": -1, "t": 0.5, "u": 0.5 } }"#)
    let funnel = try #require(try await JSONFunnels(analyzing: folder).all.first)
    #expect(
      funnel.decomposition.map(\.reason) == ["severalVariants"]
        && funnel.steps[1].variants.map(\.reached) == [24, 33, 30])
  }

  /// Whole sections, with lots and without.
  @Test func sectionsOfTheReport() async throws {
    let arms = [("classic", [2000, 600, 240, 96]), ("personal", [2000, 800, 330, 150])]
    let specs = [
      ("randomized", try Self.folder(arms)), ("observed", try Self.folder(arms, rest: #", "randomized": false"#)),
    ]
    var found: [(name: String, text: String)] = []
    for (name, folder) in specs {
      let outcome = try await Binary.run(["analyze", "spec.json"], in: folder)
      try #require(outcome.code == 0, "\(outcome.errors)")
      let report = try #require(folder.text(of: "report.md"))
      let lines = report.split(separator: "\n", omittingEmptySubsequences: false)
        .drop { $0 != "### From step to step" }.prefix { !$0.hasPrefix("## ") }
      found.append((name, lines.joined(separator: "\n")))
      found.append(("\(name), in a terminal", outcome.output))
    }
    expectAsRecorded(found, in: "funnel-sections.txt")
    let words = ["effect of", "cause is", "caused", "lift"]
    for text in found.dropFirst(2).map(\.text) {
      for word in words { #expect(!text.lowercased().contains(word), "\(word)") }
    }
  }
}
