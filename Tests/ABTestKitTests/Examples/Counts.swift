import TestSupport

extension ExampleGroup {
  /// Counts of aggregates that cannot be, and amounts that doubles cannot tell apart.
  static let counts = ExampleGroup("counts.txt") {
    @Sendable func aggregates(_ rows: String, _ change: (inout SmallSpec) -> Void = { _ in }) -> (String, SmallSpec) {
      var spec = SmallSpec()
      spec.data = ", \"rows\": \"aggregates\""
      spec.metrics = #"[{ "name": "sale", "type": "proportion", "successes": "sales", "trials": "visits" }]"#
      change(&spec)
      return ("variant,sales,visits\n" + rows, spec)
    }
    func example(_ name: String, _ rows: String) -> Example {
      let (data, spec) = aggregates(rows)
      return Example(name, data, spec)
    }
    /// A unit each, whose amounts are one number and a small rest: the difference is 0.1.
    func offset(_ name: String, _ base: Int) -> Example {
      Example(
        name,
        "user,variant,spent\n"
          + (0..<2000).map { index in
            let part = index / 2 % 10 < (index % 2 == 0 ? 5 : 6) ? 1 : 0
            return "\(index),\(old(index)),\(base + part)\n"
          }.joined(), SmallSpec(metric: #"{ "name": "spend", "type": "mean", "column": "spent" }"#))
    }
    return [
      example("more successes than trials", "old,100,1000\nold,90,1000\nnew,120,1000\nnew,1400,1000\n"),
      example("a negative count", "old,100,1000\nnew,-3,1000\n"),
      example("no number of trials", "old,nan,10\nold,1,inf\nnew,20,100\n"),
      example("counts beyond doubles", "old,5,10000000000000000\nnew,20,10000000000000001\n"),
      example("half a count", "old,100,1000.5\nnew,120,1000\n"),
      example("four of them", (1...4).map { "old,\($0)1,\($0)\n" }.joined() + "new,1,2\n"),
      Example("in the second of two files") { folder in
        let (data, spec) = aggregates("old,100,1000\nnew,110,1000\n") { $0.source = "day*.csv" }
        try folder.write(data, to: "day1.csv")
        try folder.write("variant,sales,visits\nold,10,100\nnew,110,100\n", to: "day2.csv")
        try folder.write(spec.json, to: "spec.json")
      },
      offset("amounts of eight digits", 10_000_000),
      offset("amounts of fifteen digits", 100_000_000_000_000),
      offset("amounts of sixteen digits", 1_000_000_000_000_000),
    ]
  }
}
