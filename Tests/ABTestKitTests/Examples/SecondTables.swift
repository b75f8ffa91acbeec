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
    let costs = (1...8).flatMap { day in
      ["old", "new"].enumerated().map { "2026-03-0\(day),\($1),\(40 + (day * ($0 + 3)) % 7)" }
    }
    func ofSums(_ name: String, _ second: [String], on: String = #"["day", "variant"]"#) -> Example {
      Example(
        name,
        "day,variant,visitors,clicks\n"
          + (1...8).flatMap { day in
            ["old", "new"].enumerated().map { "2026-03-0\(day),\($1),\(900 + day),\(60 + (day + 3 * $0) % 5)\n" }
          }.joined(),
        SmallSpec {
          $0.data =
            #", "rows": "aggregates", "units": "visitors", "join": [{ "source": "costs.csv", "on": \#(on), "columns": ["cost"] }]"#
          $0.metrics = #"[{ "name": "cpc", "type": "ratio", "numerator": "cost", "denominator": "clicks" }]"#
        }, files: ["costs.csv": "day,variant,cost\n" + second.map { $0 + "\n" }.joined()])
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
        "rows of units joined as aggregates are", table(rows), join: #""on": ["user"], "columns": ["age"]"#, rest: ""),
      example(
        "a unit beside columns", table(rows), join: #""unit": "id", "on": ["user"], "columns": ["age"]"#, rest: ""),
      ofSums("costs of each day and variant", costs),
      ofSums("costs of a day are missing", costs.filter { !$0.hasPrefix("2026-03-05") }),
      ofSums("costs of one variant are missing", costs.filter { !$0.hasPrefix("2026-03-05,new") }),
      ofSums("costs without a day", costs + [",old,5"]),
      ofSums("two costs of a day", costs + ["2026-03-05,old,77"]),
      ofSums("costs of each day", costs.filter { $0.contains("old") }, on: #"["day"]"#),
      ofSums("costs of other days", costs.map { $0.replacing("2026", with: "2025") }),
      ofSums("no such day", costs, on: #"["date", "variant"]"#),
      ofSums("joined by nothing", costs, on: "[]"),
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
