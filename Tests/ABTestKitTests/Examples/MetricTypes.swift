import TestSupport

extension ExampleGroup {
  /// Metric types and what their data may do to them.
  static let metricTypes = ExampleGroup("metric-types.txt") {
    let orders = rows("orders,hours", count: 300) { unit in
      let orders = unit % 97 == 0 ? "-1" : unit % 60 == 0 ? "" : "\((unit * unit) % 7)"
      return "\(unit),\(old(unit)),0,\(orders),\(unit % 41 == 0 ? "-2" : "\(Double(unit % 5) / 2)")"
    }
    return [
      Example(
        "rare events, and segments of what needs single values",
        rows("city", count: 600) {
          "\($0),\(old($0)),\($0 % 2 == 0 ? ($0 <= 10 ? 1 : 0) : ($0 < 36 ? 1 : 0)),\($0 % 3)"
        },
        SmallSpec {
          $0.data = #", "unit": "user", "attributes": ["city"]"#
          $0.metrics = """
            [{ "name": "faults", "type": "count", "column": "sold", "direction": "decrease" },
              { "name": "median", "type": "quantile", "q": 0.5, "column": "user" },
              { "name": "rank", "type": "rank", "column": "user" }]
            """
          $0.rest = #", "segments": ["city"]"#
        }),
      Example(
        "counts and rates with negative numbers", orders,
        SmallSpec {
          $0.metrics = #"""
            [{ "name": "orders", "type": "count", "column": "orders" },
              { "name": "orders per hour", "type": "count", "column": "orders", "per": "hours" }]
            """#
        }),
      Example(
        "logarithms of zeros and of nothing", orders,
        SmallSpec {
          $0.metrics = #"""
            [{ "name": "log orders", "type": "mean", "column": "orders", "log": true },
              { "name": "log of nothing", "type": "mean", "column": "hours", "log": true, "where": "hours <= 0" }]
            """#
          $0.rest = #", "decision": { "accept": { "empty": "nobody has negative hours" } }"#
        }),
      Example(
        "values that only the columns refuse", source: "units.parquet",
        spec: SmallSpec {
          $0.metrics = #"""
            [{ "name": "late", "type": "proportion", "value": "day + 1", "above": 3 },
              { "name": "dear", "type": "proportion", "value": "prise * 2", "above": 3 }]
            """#
        }
      ) {
        try DuckDBWriter.write(
          "select 1 as user, 'old' as variant, timestamp '2026-01-01' as day, 1 as price", to: $0("units.parquet"))
      },
      Example(
        "a cap of mostly zeros", orders,
        SmallSpec {
          $0.metrics = #"""
            [{ "name": "sale", "type": "mean", "column": "sold", "cap": { "quantile": 0.999 } },
              { "name": "sales", "type": "count", "column": "sold", "cap": { "quantile": 0.9, "nonzero": true } }]
            """#
        }),
      Example(
        "a cap above every value, and one of no value", orders,
        SmallSpec {
          $0.metrics = #"""
            [{ "name": "orders", "type": "count", "column": "orders", "cap": { "value": 1000 } },
              { "name": "nothing", "type": "mean", "column": "orders", "cap": { "quantile": 0.9 }, "where": "hours > 99" }]
            """#
        }),
      Example(
        "a cap of the totals of events", "user,variant,sold\n1,old,1\n2,new,1\n",
        SmallSpec {
          $0.data += #", "rows": "events""#
          $0.metrics = #"[{ "name": "m", "type": "mean", "column": "sold", "cap": { "quantile": 0.99 } }]"#
        }),
      Example(
        "the logarithm of events", "user,variant,sold\n1,old,1\n2,new,1\n",
        SmallSpec {
          $0.data += #", "rows": "events""#
          $0.metrics = #"[{ "name": "m", "type": "mean", "column": "sold", "log": true }]"#
        }),
    ]
  }
}
