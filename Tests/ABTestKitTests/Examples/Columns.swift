import TestSupport

extension ExampleGroup {
  /// Columns that are not there, or hold something else than the spec needs.
  static let columns = ExampleGroup("columns.txt") {
    return [
      Example(
        "unknown columns everywhere", "user_id,arm,sold,price,country\n1,old,0,3,de\n",
        SmallSpec {
          $0.data = #", "unit": "userid", "variant": "arms", "attributes": ["county"], "where": "pricee > 1""#
          $0.metrics = #"""
            [{ "name": "sale", "type": "proportion", "column": "sould", "where": "contry = 'de'" },
              { "name": "value", "type": "ratio", "numerator": "prices", "denominator": "zzzzzz" }]
            """#
        }),
      Example(
        "SQL in where", "user,variant,sold\n1,old,0\n",
        SmallSpec { $0.data += #", "where": "1) union all select (1""# }),
      Example(
        "text columns in order", "user,variant,sold,visits\n1,old,0,4\n",
        SmallSpec { $0.data += #", "where": "sold < visits""# }),
      Example(
        "a column whose case differs", "user,Variant,sold\n1,old,0\n"),
      Example(
        "times as a metric", source: "units.parquet",
        spec: SmallSpec(metric: #"{ "name": "sale", "type": "mean", "column": "sold" }"#)
      ) {
        try DuckDBWriter.write(
          "select 1 as user, 'old' as variant, timestamp '2026-01-01' as sold", to: $0("units.parquet"))
      },
      Example(
        "lists and blobs as metrics", source: "units.parquet",
        spec: SmallSpec {
          $0.metrics =
            #"[{ "name": "sale", "type": "mean", "column": "sold" }, { "name": "bought", "type": "proportion", "column": "bought" }]"#
        }
      ) {
        try DuckDBWriter.write(
          "select 1 as user, 'old' as variant, [1, 2] as sold, '1'::blob as bought", to: $0("units.parquet"))
      },
    ]
  }
}
