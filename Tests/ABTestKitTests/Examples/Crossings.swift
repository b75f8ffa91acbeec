import TestSupport

extension ExampleGroup {
  /// Rules for units in several variants.
  static let crossings = ExampleGroup("crossings.txt") {
    func line(_ user: Int, _ variant: String, _ day: String, _ group: String? = nil) -> String {
      "\(user),\(variant),2026-03-\(day),\(user % 4 == 0 ? 1 : 0),\(group ?? old(user))\n"
    }
    let log = "user,variant,seen,sold,grp\n" + (1...300).map { line($0, old($0), "02") }.joined()
    let crossed = log + (1...12).map { line($0, old($0 + 1), "03") }.joined()
    let timed = #", "unit": "user", "time": "seen""#
    func example(_ name: String, _ crossing: String, _ csv: String, data: String = timed, rest: String = "") -> Example
    {
      Example(
        name, csv,
        SmallSpec {
          $0.data = data + ", \"crossing\": \(crossing)"
          $0.rest = rest
        })
    }
    return [
      example("excluded", "\"exclude\"", crossed),
      example("the first variant", "\"first\"", crossed),
      example("nobody crosses", "\"first\"", log),
      example("two variants at once", "\"first\"", crossed + line(20, old(21), "02")),
      example("as assigned", #"{ "assigned": "grp" }"#, crossed),
      example("two assignments", #"{ "assigned": "grp" }"#, crossed + line(30, old(30), "04", old(31))),
      example("everyone as assigned", #"{ "assigned": "grp" }"#, log),
      example("both", #"["first", "exclude"]"#, crossed),
      example("no times", "\"first\"", crossed, data: #", "unit": "user""#),
      example("as assigned, without times", #"{ "assigned": "grp" }"#, log, data: #", "unit": "user""#),
      example("no column of assignments", "\"assigned\"", crossed),
      example("an unknown column", #"{ "assigned": "group" }"#, crossed),
      example("another rule", "\"last\"", crossed),
      example("one rule twice", #"["first", "first"]"#, crossed),
      example("three rules", #"["first", "exclude", { "assigned": "grp" }]"#, crossed),
      example("no unit", "\"exclude\"", crossed, data: ""),
      example("clusters", "\"first\"", crossed, data: timed + #", "cluster": "grp""#),
    ]
  }
}
