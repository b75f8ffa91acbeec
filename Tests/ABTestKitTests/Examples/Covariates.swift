import TestSupport

extension ExampleGroup {
  /// Covariates that explain nothing, everything, or cannot be used.
  static let covariates = ExampleGroup("covariates.txt") {
    func spec(_ covariates: String, slopes: String = "arm", type: String = "mean") -> SmallSpec {
      SmallSpec(
        metric: """
          { "name": "sale", "type": "\(type)", "column": "sold", "covariates": [\(covariates)], "slopes": "\(slopes)" }
          """)
    }
    func data(_ columns: String = "x", count: Int = 80, _ values: (Int) -> String) -> String {
      rows(columns, count: count) { "\($0),\(old($0)),\(amount($0)),\(values($0))" }
    }
    let x = #""x""#
    return [
      Example("a covariate that explains a part", data { "\(amount($0) / 2 + Double($0 % 13))" }, spec(x)),
      Example("a constant covariate", data { _ in "5" }, spec(x)),
      Example("a category of one value", data { _ in "web" }, spec(x)),
      Example(
        "two covariates that say the same", data("x,y") { "\($0 % 13),\(2 * ($0 % 13) + 1)" }, spec(#""x", "y""#)),
      Example("a covariate that is missing everywhere", data { _ in "" }, spec(x)),
      Example("a covariate that one variant lacks", data { $0 % 2 == 0 ? "" : "\($0 % 13)" }, spec(x)),
      Example("a few texts among numbers", data { $0 % 19 == 0 ? "n/a" : "\($0 % 13)" }, spec(x)),
      Example("more texts than categories make sense", data(count: 600) { "c\($0 % 60)" }, spec(x)),
      Example("a text of its own for each unit", data(count: 45_000) { "c\($0)" }, spec(x)),
      Example(
        "so many covariates that their holes divide the data like names do",
        data((1...18).map { "x\($0)" }.joined(separator: ","), count: 45_000) { row in
          (0..<18).map { (row >> $0) % 2 == 0 ? "" : "1" }.joined(separator: ",")
        }, spec((1...18).map { "\"x\($0)\"" }.joined(separator: ", "))),
      Example(
        "more covariates than are taken",
        data((1...61).map { "x\($0)" }.joined(separator: ",")) { row in
          (1...61).map { "\(row * $0 % 11)" }.joined(separator: ",")
        }, spec((1...61).map { "\"x\($0)\"" }.joined(separator: ", "))),
      Example("too few units for the slopes", data(count: 24) { "\($0 % 7)" }, spec(x, slopes: "arm-stratum")),
      Example("too few units for any slope", data(count: 16) { "\($0 % 7)" }, spec(x)),
      Example(
        "a covariate that explains everything",
        rows("x", count: 80) { "\($0),\(old($0)),\(3 * ($0 % 13) + $0 % 2),\($0 % 13)" }, spec(x)),
      Example("zero variance in both variants", rows("x", count: 80) { "\($0),\(old($0)),5,\($0 % 13)" }, spec(x)),
      Example(
        "no conversion in either variant", rows("x", count: 80) { "\($0),\(old($0)),0,\($0 % 13)" },
        spec(x, type: "proportion")),
      Example(
        "a proportion that is adjusted below zero",
        rows("x", count: 80) { "\($0),\(old($0)),\($0 % 2 == 0 && $0 > 66 ? 1 : 0),\($0 % 2 == 0 ? $0 : $0 + 50)" },
        spec(x, slopes: "common", type: "proportion")),
      Example("variants that differ in a covariate", data(count: 160) { "\($0 % 13 + $0 % 2 * 8)" }, spec(x)),
      Example("one unit in each variant", data(count: 2) { "\($0)" }, spec(x)),
      Example("covariates beyond the range of numbers", data { "\($0 % 13 + 1)e300" }, spec(x)),
    ]
  }

  /// Strata that are missing, small, or as many as units.
  static let strata = ExampleGroup("strata.txt") {
    func spec(_ metric: String = #"{ "name": "sale", "type": "mean", "column": "sold" }"#, rest: String = "")
      -> SmallSpec
    {
      SmallSpec {
        $0.data += #", "attributes": ["region"]"#
        $0.metrics = "[\(metric)]"
        $0.rest = #", "strata": ["region"]"# + rest
      }
    }
    func data(count: Int = 80, _ region: (Int) -> String) -> String {
      rows("region", count: count) { "\($0),\(old($0)),\(amount($0)),\(region($0))" }
    }
    let proportion = #"{ "name": "sale", "type": "proportion", "column": "sold" }"#
    return [
      Example("all units in one stratum", data { _ in "north" }, spec()),
      Example("a stratum that one variant lacks", data { $0 % 6 == 0 ? "south" : "north" }, spec()),
      Example("each variant in a stratum of its own", data { $0 % 2 == 0 ? "south" : "north" }, spec()),
      Example("a stratum for each unit", data { "r\($0)" }, spec()),
      Example("strata without a name", data { $0 % 3 == 0 ? "" : "north" }, spec()),
      Example("one unit in each variant", rows("region", count: 2) { "\($0),\(old($0)),\($0),north" }, spec()),
      Example("zero variance in all strata", rows("region", count: 80) { "\($0),\(old($0)),5,\($0 % 3)" }, spec()),
      Example(
        "no conversion in control",
        rows("region", count: 80) {
          "\($0),\(old($0)),\($0 % 2 == 1 && $0 % 3 > 0 ? 1 : 0),\($0 % 5 == 0 ? "a" : "b")"
        },
        spec(proportion)),
      Example("segments as many as units", data(count: 45_000) { "c\($0)" }, spec(rest: #", "segments": ["region"]"#)),
    ]
  }
}

/// An amount of 0.00 to 14.29, without any pattern that the unit's number has.
private func amount(_ unit: Int) -> Double { Double(unit * 37 % 101 * 100 / 7) / 100 }
