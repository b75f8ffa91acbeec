/// An experiment with the data that a row of the decision table describes.
///
/// Variants have 1,000 units, of which 500 have the outcome in the control. 900, 600, 400 are clearly more or fewer; 12 against
/// 10 leaves everything open; a mean of ones has no test.
package struct DecisionTableExperiment: Sendable {
  /// One metric: its keys, and its ones in the control and in the treatment.
  private struct Metric {
    var keys: String
    var control = 500
    var variant = 500
    var isConstant = false
    /// Blank in the treatment, whatever it would be.
    var blank = 0
  }

  package let spec: SmallSpec
  /// Per variant its columns.
  package let arms: [[String: [Double]]]
  /// Of each metric, the values of the treatment that are blank.
  package let blanks: [Int]
  /// Units that were seen in two variants, rows with an unknown label, and the units of one browser per variant.
  package let crossed, lost: Int
  package let browser: [Int]?
  /// Whether units arrive on two days, of which the treatments have more on the first.
  package let hasDays: Bool
  /// The name of the column in `arms` with the day of each unit, 0 or 1.
  private static let day = "stratum"

  package init(_ row: DecisionTableRow) {
    let isMean = row.failed.contains("missing")
    var metrics = row.primaries.map { Self.primary(row.question, $0, isMean: isMean) }
    // As many as it takes for them to matter: of ones alone no blank changes an answer, unless most are blank.
    if isMean { metrics[0].blank = metrics[0].isConstant ? 600 : metrics[0].variant == 900 ? 450 : 100 }
    // Guardrails alone are a rollout.
    if row.failed.contains("empty") || row.primaries.isEmpty && row.guardrails.isEmpty {
      metrics.append(
        Metric(keys: #""role": "primary", "direction": "neutral""#, blank: row.failed.contains("empty") ? 1000 : 0))
    }
    metrics += row.guardrails.map(Self.guardrail)
    if let secondary = row.secondary { metrics.append(Self.secondary(secondary)) }
    (crossed, lost) = (row.failed.contains("crossing") ? 100 : 0, row.failed.contains("lost") ? 100 : 0)
    let units = row.failed.contains("ratio") ? 1250 : 1000
    browser = row.failed.contains("composition") ? [300, 100] : nil
    hasDays = row.failed.contains("ratio-by-day")

    let names = metrics.indices.map { "m\($0)" }
    let titles = zip(names, metrics).map { name, metric in
      "{ \"name\": \"\(name)\", \"type\": \"\(metric.isConstant || metric.blank > 0 ? "mean" : "proportion")\", \"column\": \"\(name)\", \(metric.keys) }"
    }
    let needsMinimum = row.primaries.contains("small")
    let accepted = row.accepted.map { "\"\($0)\": \"we know why\"" }
    let decision =
      (needsMinimum ? [#""minimum_effect": "40%""#] : [])
      + (accepted.isEmpty ? [] : ["\"accept\": { \(accepted.joined(separator: ", ")) }"])
    let treatments = (0..<row.treatments).map { "t\($0)" }
    var spec = SmallSpec {
      $0.variants =
        #"[{ "name": "old", "control": true }, "#
        + treatments.map { "{ \"name\": \"\($0)\" }" }.joined(separator: ", ") + "]"
      $0.metrics = "[" + titles.joined(separator: ", ") + "]"
      $0.rest =
        (row.isRandomized ? "" : #", "randomized": false"#)
        + (decision.isEmpty ? "" : ", \"decision\": { \(decision.joined(separator: ", ")) }")
    }
    if browser != nil {
      spec.data += #", "attributes": ["device"]"#
      spec.rest += #", "segments": ["device"]"#
    }
    if hasDays { spec.data += #", "time": "at""# }
    self.spec = spec
    blanks = metrics.map(\.blank)

    func column(_ ones: Int, _ metric: Metric, of units: Int) -> [Double] {
      let scaled = ones * units / 1000
      return (0..<units).map { metric.isConstant || $0 < scaled ? 1 : 0 }
    }
    let control = Dictionary(
      uniqueKeysWithValues: zip(names, metrics).map { ($0, column($1.control, $1, of: 1000)) })
    let columns =
      [control]
      + treatments.indices.map { treatment in
        let passes = treatment < row.passing || row.treatments == 1
        return Dictionary(
          uniqueKeysWithValues: zip(names, metrics).enumerated().map { index, pair in
            let (name, metric) = pair
            var ones = passes ? metric.variant : metric.control
            // Those that pass, too, have a smaller gain, and cannot be told apart or can.
            if index == 0, passes, treatment > 0, row.primaries.first == "yes" {
              ones = row.gap == "separated" ? 700 : 900 - 5 * treatment
            }
            return (name, column(ones, metric, of: units))
          })
      }
    let isOnDays = hasDays
    arms = columns.enumerated().map { arm, columns in
      guard isOnDays else { return columns }
      // Of every 100 units 45 or 55 come on the first day, ones and zeros alike.
      let share = arm == 0 ? 45 : 55
      return columns.merging([Self.day: (0..<units).map { $0 * share % 100 < share ? 0 : 1 }]) { $1 }
    }
  }

  private static func primary(_ question: String, _ answer: String, isMean: Bool) -> Metric {
    let role = #""role": "primary""#
    func asked(_ amount: String, _ ones: Int, control: Int = 500) -> Metric {
      let key = ["minimum-effect": "minimum_effect", "margin": "margin", "equivalence": "equivalence"][question]
      return Metric(keys: role + (key.map { ", \"\($0)\": \(amount)" } ?? ""), control: control, variant: ones)
    }
    func constant(_ amount: String) -> Metric {
      var metric = asked(amount, 500)
      metric.isConstant = true
      return metric
    }
    switch (question, answer) {
    case ("superiority", "yes"): return asked("", 900)
    case ("superiority", "small"): return asked("", 600)
    case ("superiority", "open"): return asked("", 12, control: 10)
    case ("superiority", "no"): return Metric(keys: role + #", "mde": "40%""#)
    case ("superiority", "worse"): return asked("", 400)
    case ("minimum-effect", "yes"): return asked(#""10pp""#, 900)
    case ("minimum-effect", "open"): return asked(#""10pp""#, 600)
    case ("minimum-effect", "no"): return asked(#""10pp""#, 500)
    case ("minimum-effect", "worse"): return asked(#""10pp""#, 400)
    case ("margin", "yes"): return asked(#""5pp""#, 520)
    case ("margin", "yes-worse"), ("equivalence", "yes-worse"): return asked(#""30pp""#, 400)
    case ("margin", "open"), ("equivalence", "open"): return asked(#""1pp""#, 500)
    // The interval ends just below the margin, and the family of harm does not reject.
    case ("margin", "no"): return asked(#""0.01pp""#, 455)
    case ("margin", "worse"), ("equivalence", "worse"): return asked(#""1pp""#, 400)
    case ("equivalence", "yes"): return asked(#""6pp""#, 500)
    case ("equivalence", "no"): return asked(#""1pp""#, 900)
    default: return constant("1")
    }
  }

  private static func guardrail(_ state: String) -> Metric {
    let role = #""role": "guardrail""#
    switch state {
    case "pass": return Metric(keys: role + #", "margin": "5pp""#, variant: 520)
    case "pass-worse": return Metric(keys: role + #", "margin": "30pp""#, variant: 400)
    case "open": return Metric(keys: role + #", "margin": "1pp""#)
    case "worse": return Metric(keys: role + #", "margin": "1pp""#, variant: 400)
    case "bare": return Metric(keys: role)
    case "bare-worse": return Metric(keys: role, variant: 400)
    default: return Metric(keys: role, isConstant: true)
    }
  }

  private static func secondary(_ state: String) -> Metric {
    let role = #""role": "secondary""#
    switch state {
    case "quiet": return Metric(keys: role)
    case "worse": return Metric(keys: role, variant: 400)
    default: return Metric(keys: role, isConstant: true)
    }
  }

  /// The units as a CSV file, with those that crossed and were lost.
  package var text: String {
    let names = arms[0].keys.filter { $0 != Self.day }.sorted()
    let labels = ["old"] + arms.indices.dropLast().map { "t\($0)" }
    var lines = [
      (["user", "variant"] + names + (browser == nil ? [] : ["device"]) + (hasDays ? ["at"] : [])).joined(
        separator: ",")
    ]
    func cells(_ values: [Double]) -> String { values.map { $0 == 1 ? "1" : "0" }.joined(separator: ",") }
    // Blanks are spread over ones and zeros alike.
    func isBlank(_ name: String, _ arm: Int, _ index: Int) -> Bool {
      let blank = Int(name.dropFirst()).map { blanks[$0] } ?? 0
      return arm > 0 && index * blank % 1000 < blank
    }
    for (arm, columns) in arms.enumerated() {
      for index in 0..<(columns[names[0]]?.count ?? 0) {
        let device = browser.map { index % 1000 < $0[min(arm, 1)] ? ",phone" : ",desktop" } ?? ""
        let at = columns[Self.day].map { ",2026-03-0\(Int($0[index]) + 1) 12:00:00" } ?? ""
        let values = names.map { isBlank($0, arm, index) ? "" : columns[$0]?[index] == 1 ? "1" : "0" }
        lines.append("u\(arm)-\(index),\(labels[arm]),\(values.joined(separator: ","))\(device)\(at)")
      }
    }
    let device = browser == nil ? "" : ",desktop"
    let ones = cells(names.map { _ in 1 })
    for index in 0..<crossed { lines += ["old", "t0"].map { "c\(index),\($0),\(ones)\(device)" } }
    for index in 0..<lost { lines.append("l\(index),lost,\(ones)\(device)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
