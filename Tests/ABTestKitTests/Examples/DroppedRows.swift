import TestSupport

extension ExampleGroup {
  /// Rows that an analysis does without, and which they are.
  static let droppedRows = ExampleGroup("dropped-rows.txt") {
    /// Units of which some differ.
    func units(_ own: [Int: String], column name: String = "sold") -> String {
      rows(count: 400) { own[$0] ?? "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0)" }.replacing("sold\n", with: "\(name)\n")
    }
    let log =
      "user,variant,at\n"
      + (1...300).map { user in
        user == 7
          ? "7,old,\n" : user == 9 ? ",old,2026-03-01 08:00\n" : "\(user),\(old(user)),2026-03-0\(1 + user % 5) 08:00\n"
      }.joined()
    let orders = "id,user,at,price\n" + (1...300).map { "o\($0),\($0),2026-03-06 08:10,\($0 % 7)\n" }.joined()
    func ofOrders(_ name: String, _ rows: String, role: String = "primary") -> Example {
      Example(
        name, log,
        SmallSpec {
          $0.data += #", "time": "at""#
          $0.facts = #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at", "id": "id" } }"#
          $0.metrics = """
            [{ "name": "spend", "type": "mean", "fact": "orders", "value": "price", "within": "7d", "maturity": "all",
               "role": "\(role)" }]
            """
        }, files: ["orders.csv": rows])
    }
    return [
      Example(
        "units, labels and values",
        units([3: ",old,1", 5: " ,new,0", 11: "11,,1", 20: "20,neww,1", 31: "31,old,", 32: "32,new,"])),
      Example(
        "values that a type does not have",
        units([4: "4,\(old(4)),-5", 9: "9,\(old(9)),-2.5", 30: "30,\(old(30)),"], column: "spent"),
        SmallSpec(metric: #"{ "name": "spend", "type": "count", "column": "spent" }"#)),
      Example(
        "several files", units([3: "3,,1"]),
        SmallSpec {
          $0.source = "*.csv"
        }, files: ["more.csv": "user,variant,sold\n901,old,1\n902,,0\n903,odd,0\n"]),
      ofOrders(
        "events",
        orders
          + "o500,,2026-03-06 09:00,5\no501,12,,5\n,13,2026-03-06 09:00,5\no502,14,2026-03-06 09:00,\no3,3,2026-03-06 09:00,99\n"
      ),
      Example(
        "events of other units", log,
        SmallSpec {
          $0.data += #", "time": "at""#
          $0.facts = #"{ "orders": { "source": "orders.csv", "unit": "user", "time": "at" } }"#
          $0.metrics =
            #"[{ "name": "spend", "type": "mean", "fact": "orders", "value": "price", "within": "7d", "maturity": "all" }]"#
        },
        files: ["orders.csv": "user,at,price\nu-1,2026-03-06 08:00,5\nu-1,2026-03-06 08:00,6\nu-2,2026-03-06 08:00,6\n"]
      ),
      ofOrders("no unit at all", "id,user,at,price\no1,,2026-03-06 08:10,5\no2,,2026-03-06 08:10,5\n"),
      ofOrders("no event at all", "id,user,at,price\n"),
      Example(
        "files of one name", units([:]),
        SmallSpec { $0.source = "*/units.csv" },
        files: ["a/units.csv": units([:]), "b/units.csv": "user,variant,sold\n901,old,1\n902,,0\n"]),
      Example(
        "a column of a second table", units([:]),
        SmallSpec {
          $0.data += #", "join": [{ "source": "ages.csv", "unit": "user", "columns": ["age"] }]"#
          $0.metrics = #"[{ "name": "age", "type": "mean", "column": "age" }]"#
        },
        files: [
          "ages.csv": "user,age\n"
            + (2...400).reversed().map { "\($0),\($0 < 60 && $0 % 2 == 1 ? "" : "3\($0 % 7)")\n" }.joined()
        ]),
    ]
  }
}
