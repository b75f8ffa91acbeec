import TestSupport

private let mean = #"{ "name": "sale", "type": "mean", "column": "sold" }"#

/// An amount of 0.00 to 14.29, without any pattern that the unit's number has.
private func amount(_ unit: Int) -> Double { Double(unit * 37 % 101 * 100 / 7) / 100 }

extension ExampleGroup {
  /// Clusters that are few, crossed, blank, or not the same in all their units.
  static let clusters = ExampleGroup("clusters.txt") {
    func spec(unit: Bool = true, _ metric: String = mean, data: String = "", rest: String = "") -> SmallSpec {
      SmallSpec {
        $0.data = (unit ? $0.data : "") + #", "cluster": "store""# + data
        $0.metrics = "[\(metric)]"
        $0.rest = rest
      }
    }
    func data(more: String = "", _ row: (Int) -> String) -> String {
      rows("store" + more, count: 160) { "\($0),\(old($0)),\(amount($0)),\(row($0))" }
    }
    func store(_ unit: Int) -> String { old(unit) + "\(unit % 20)" }
    let strata = (data: #", "attributes": ["region"]"#, rest: #", "strata": ["region"]"#)
    let crossed = data { $0 < 4 ? "mixed" : store($0) }
    let divided = data(more: ",region") { "\(store($0)),\($0 % 7 == 0 ? "south" : "north")" }
    return [
      Example("ten stores in each variant", data(store), spec()),
      Example("one cluster in a variant", data { $0 % 2 == 0 ? "one" : store($0) }, spec()),
      Example("a cluster in several variants", crossed, spec()),
      Example("a cluster in several variants, without a unit column", crossed, spec(unit: false)),
      Example("all clusters in several variants", data { "s\($0 / 8)" }, spec()),
      Example("blank clusters", data { $0 < 5 ? "" : store($0) }, spec()),
      Example("blank clusters, without a unit column", data { $0 < 5 ? "" : store($0) }, spec(unit: false)),
      Example("a stratum that divides clusters", divided, spec(data: strata.data, rest: strata.rest)),
      Example(
        "a stratum that divides clusters, without a unit column", divided,
        spec(unit: false, data: strata.data, rest: strata.rest)),
      Example("a repeated unit in a cluster", data(store) + "7,new,\(amount(7)),\(store(7))\n", spec()),
      Example("a unit in clusters of both variants", data(store) + "7,old,\(amount(7)),\(store(8))\n", spec()),
      Example(
        "zero variance between clusters", rows("store", count: 160) { "\($0),\(old($0)),3.17,\(store($0))" }, spec()),
      Example(
        "all converted", rows("store", count: 160) { "\($0),\(old($0)),1,\(store($0))" },
        spec(#"{ "name": "sale", "type": "proportion", "column": "sold" }"#)),
      Example(
        "denominators of zero", data(more: ",d") { "\(store($0)),0" },
        spec(#"{ "name": "sale", "type": "ratio", "numerator": "sold", "denominator": "d" }"#)),
    ]
  }

  /// Attributes, covariates and clusters of a unit that its rows do not agree about.
  static let unitAttributes = ExampleGroup("unit-attributes.txt") {
    func spec(_ rows: String, cluster: Bool = false, strata: Bool = false, covariate: Bool = false) -> SmallSpec {
      SmallSpec {
        $0.data +=
          #", "rows": "\#(rows)""# + (cluster ? #", "cluster": "x""# : "") + (strata ? #", "attributes": ["x"]"# : "")
        $0.metrics = "[\(covariate ? mean.replacing(" }", with: #", "covariates": ["x"] }"#) : mean)]"
        $0.rest = strata ? #", "strata": ["x"]"# : ""
      }
    }
    func data(_ row: (Int) -> String, and last: String) -> String {
      rows("x", count: 80) { "\($0),\(old($0)),\(amount($0)),\(row($0))" } + "7,new,\(amount(7)),\(last)\n"
    }
    return [
      Example("a stratum that differs between rows", data({ _ in "north" }, and: "south"), spec("units", strata: true)),
      Example(
        "a stratum that differs between events", data({ _ in "north" }, and: "south"), spec("events", strata: true)),
      Example("a stratum that some events lack", data({ _ in "north" }, and: ""), spec("events", strata: true)),
      Example("a covariate that differs between events", data({ "\($0)" }, and: "8"), spec("events", covariate: true)),
      Example(
        "a cluster that differs between events", data({ "\(old($0))\($0 % 20)" }, and: "new9"),
        spec("events", cluster: true)),
      Example(
        "single events of one value", rows(count: 80) { "\($0),\(old($0)),3.17" },
        SmallSpec {
          $0.data += #", "rows": "events""#
          $0.metrics = "[\(mean)]"
        }),
    ]
  }
}
