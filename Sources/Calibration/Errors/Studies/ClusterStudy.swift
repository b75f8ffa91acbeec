internal import Inference
internal import Statistics
internal import SummarySQL

/// How often clusters that do not differ are said to, however few there are.
package enum ClusterStudy: ErrorStudy {
  package static let title = "Clusters"
  package static let runs = 4000

  package enum Event: Hashable, Sendable {
    /// The delta method with Welch's degrees of freedom rejects.
    case before
    /// The verdict is a difference.
    case now
    /// There is a verdict.
    case answered
  }

  package struct Setting: Sendable {
    package let control: Int
    package let variant: Int
    package let correlation: Double

    package var name: String { "\(control) : \(variant), ICC \(shortNumber(correlation))" }

    var world: ClusterWorld { ClusterWorld(clusters: [control, variant], correlation: correlation) }
  }

  package static let settings = [(6, 6), (12, 12), (20, 20), (40, 40), (80, 80), (40, 10)].flatMap { control, variant in
    [0.05, 0.35].map { Setting(control: control, variant: variant, correlation: $0) }
  }

  /// The share of wrong verdicts that is promised: 5 %, and a little for small numbers.
  static let promised = 0.035...0.065

  package static func count(_ setting: Setting, _ calibration: Calibration, runs: Int) async -> EventCount<Event> {
    let (world, spec) = (setting.world, setting.world.spec())
    return await calibration.count("clusters|" + setting.name, runs: runs) { stream in
      let arms = world.arms(stream)
      let answers = try await Answers(plan: spec.plan, spec.plan.needs, by: MemoryReader(ClusterWorld.table(arms)))
      return events(arms, try ExperimentAnalysis(answers).results.metrics[0].comparisons[0].verdict)
    }
  }

  /// What is said of one set of clusters.
  static func events(_ arms: [[[Double]]], _ verdict: Verdict?) -> Set<Event> {
    var events: Set<Event> = []
    let moments = arms.map { Moments($0, at: Array($0.indices), dimension: 2) }
    if let p = DeltaWelch(moments[0], moments[1]).pValue, p < CalibrationCell.alpha { events.insert(.before) }
    if let verdict {
      events.insert(.answered)
      if verdict != .inconclusive { events.insert(.now) }
    }
    return events
  }

  /// The lines of a table, and what was found.
  static func table(
    _ calibration: Calibration, runs: Int, _ count: (Setting, Calibration, Int) async -> EventCount<Event>
  ) async -> (table: ErrorTable, found: [(cell: String, rate: Rate)]) {
    var rows: [[String]] = []
    var found: [(cell: String, rate: Rate)] = []
    for setting in settings {
      let count = await count(setting, calibration, runs)
      let now = count.share(of: .now, among: .answered)
      found.append((setting.name, now))
      func text(_ rate: Rate) -> String { percent(rate.value) + " ± " + percent(rate.error) }
      rows.append([
        "\(setting.control) : \(setting.variant)", shortNumber(setting.correlation), text(count[.before]), text(now),
        percent(1 - count[.answered].value),
      ])
    }
    let header = [
      "clusters, control : variant", "ICC", "delta method with Welch's df, %", "what decides now, %", "no verdict, %",
    ]
    return (ErrorTable(header: header, rows: rows), found)
  }

  package static func section(_ calibration: Calibration, runs: Int) async -> ErrorSection {
    let (table, found) = await table(calibration, runs: runs) { await count($0, $1, runs: $2) }
    return ErrorSection(
      """
      Type I errors at 5 %, of \(runs) experiments a line. Clusters have lognormal sizes with a mean of 20 and a coefficient of variation
      of 1; values are normal, and the part of their variance that a cluster shares is the ICC. The metric is the total over the
      size. The program decides by a randomization test if there are fewer than ten effective clusters, else by the bias-reduced
      variance (CR2) with its own degrees of freedom.
      """,
      [table], promises: [ErrorPromise("clusters differ, they do not", promised, found)])
  }
}
