import TestSupport

extension ExampleGroup {
  /// Metric types and what their data may do to them.
  static let metricTypes = ExampleGroup("metric-types.txt") {
    let orders = rows("orders,hours", count: 300) { unit in
      let orders = unit % 97 == 0 ? "-1" : unit % 60 == 0 ? "few" : "\((unit * unit) % 7)"
      return "\(unit),\(old(unit)),0,\(orders),\(unit % 41 == 0 ? "-2" : "\(Double(unit % 5) / 2)")"
    }
    return [
      Example(
        "counts and rates with negative numbers", orders,
        SmallSpec {
          $0.metrics = #"""
            [{ "name": "orders", "type": "count", "column": "orders" },
              { "name": "orders per hour", "type": "count", "column": "orders", "per": "hours" }]
            """#
        })
    ]
  }
}
