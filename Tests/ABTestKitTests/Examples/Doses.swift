import TestSupport

extension ExampleGroup {
  /// Doses in the place of variants: assigned, observed, and those that say nothing.
  static let doses = ExampleGroup("doses.txt") {
    let pages = rows("seconds,spent,device", count: 600) { unit in
      let seconds = Double(unit * 7 % 40) / 10 + 1
      let bought = unit * 31 % 50 < 20 - Int(seconds * 3) ? 1 : 0
      return
        "\(unit),\(old(unit)),\(bought),\(unit % 90 == 0 ? "" : "\(seconds)"),\(30 - seconds * 4 + Double(unit % 11)),"
        + (unit % 3 == 0 ? "phone" : "desk")
    }
    func metric(
      _ name: String, _ model: String, _ rest: String = "", outcome: String = "proportion", column: String = "sold"
    )
      -> String
    {
      """
      { "name": "\(name)", "type": "dose-response", "outcome": { "type": "\(outcome)", "column": "\(column)" },
        "model": "\(model)", "compare": [4, 1.5]\(rest) }
      """
    }
    let assigned = #"[{ "name": "old", "control": true, "dose": 4 }, { "name": "new", "dose": 1.5 }]"#
    return [
      Example(
        "an observed dose", pages,
        SmallSpec {
          $0.metrics = """
            [\(metric("curve", "spline", #", "dose": "seconds", "covariates": ["device"], "claim": "3x""#)),
              \(metric("spent", "linear", #", "dose": "seconds""#, outcome: "mean", column: "spent"))]
            """
          $0.rest = #", "randomized": false"#
        }),
      Example(
        "an observed dose in a randomized experiment", pages,
        SmallSpec { $0.metrics = "[\(metric("curve", "logistic", #", "dose": "seconds""#))]" }),
      Example(
        "the doses of variants", pages,
        SmallSpec {
          $0.variants = assigned
          $0.metrics = "[\(metric("trend", "trend")), \(metric("line", "logistic", #", "margin": "5pp""#))]"
        }),
      Example(
        "doses that say nothing", pages,
        SmallSpec {
          $0.metrics = """
            [\(metric("beyond", "logistic", #", "dose": "seconds", "where": "seconds < 3""#)),
              \(metric("separated", "logistic", #", "dose": "seconds", "where": "sold = 1 and seconds < 2 or sold = 0 and seconds > 2""#)),
              \(metric("one dose", "linear", #", "dose": "user", "where": "user = 7""#)),
              \(metric("no sale", "spline", #", "dose": "seconds", "where": "sold = 0""#))]
            """
        }),
      Example(
        "a dose that is not a number", pages,
        SmallSpec {
          $0.metrics =
            "[\(metric("curve", "logistic", #", "dose": "device""#)), \(metric("none", "linear", #", "dose": "second""#))]"
        }),
    ]
  }
}
