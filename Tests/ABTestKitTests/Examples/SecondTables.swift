import TestSupport

extension ExampleGroup {
  /// Second tables with attributes of the units, and what can be wrong with them.
  static let secondTables = ExampleGroup("second-tables.txt") {
    let units = "user,variant,sold\n" + (1...400).map { "\($0),\(old($0)),\($0 % 5 == 0 ? 1 : 0)\n" }.joined()
    let rows = (1...400).map { "\($0),\($0 % 3 == 0 ? "DE" : "FR"),\($0 % 50)" }
    func table(_ rows: [String]) -> String { "id,country,age\n" + rows.map { $0 + "\n" }.joined() }
    func example(
      _ name: String, _ second: String, join: String = #""unit": "id", "columns": ["country", "age"]"#,
      data: String = #", "unit": "user""#, source: String = "countries.csv",
      rest: String = #", "segments": ["country"]"#,
      metric: String = #"{ "name": "sale", "type": "mean", "column": "sold", "covariates": ["age"] }"#
    ) -> Example {
      Example(
        name, units,
        SmallSpec {
          $0.data = "\(data), \"join\": [{ \"source\": \"\(source)\", \(join) }]"
          $0.metrics = "[\(metric)]"
          $0.rest = rest
        }, files: ["countries.csv": second])
    }
    return [
      example("a row for each unit", table(rows)),
      example("three units without a row", table(Array(rows.dropLast(3)))),
      example("a tenth without a row", table(Array(rows.dropLast(40)))),
      example("rows that are the same", table(rows + rows.prefix(9))),
      example("rows without a unit", table(rows + [",ES,1", " ,ES,2"])),
      example("rows that differ", table(rows + ["7,ES,1", "8,ES,1"])),
      example("keys of another kind", table(rows.map { "u" + $0 })),
      example("no rows", table([])),
      example("no such column", table(rows), join: #""unit": "id", "columns": ["land"]"#, rest: ""),
      example("no such unit", table(rows), join: #""unit": "user", "columns": ["country", "age"]"#),
      example("a column that the data has", "id,sold\n1,2\n", join: #""unit": "id", "columns": ["sold"]"#, rest: ""),
      example("no columns", table(rows), join: #""unit": "id", "columns": []"#, rest: ""),
      example("an unknown key", table(rows), join: #""unit": "id", "columns": ["age"], "on": "id""#, rest: ""),
      example("no unit of the data", table(rows), data: ""),
      example("no such file", table(rows), source: "nations.csv"),
      example(
        "aggregates", table(rows), data: #", "rows": "aggregates""#, rest: "",
        metric: #"{ "name": "sale", "type": "proportion", "successes": "sold", "trials": "user" }"#),
      example(
        "a unit computed of what is joined", table(rows),
        data: #", "unit": { "name": "key", "value": "concat(country, text(user))" }"#),
      example(
        "values that cannot be read", table(rows.dropLast() + ["400,FR,old"]), rest: "",
        metric: #"{ "name": "age", "type": "mean", "column": "age" }"#),
      example(
        "one column from two tables", table(rows),
        join:
          #""unit": "id", "columns": ["age"] }, { "source": "more.csv", "unit": "id", "columns": ["age"]"#, rest: ""),
    ]
  }
}
