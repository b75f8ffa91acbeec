import TestSupport

extension ExampleGroup {
  /// Events, aggregates, several files, files per variant, JSON lines and how text is written.
  static let rowShapes = ExampleGroup("row-shapes.txt") {
    let two = #"[{ "name": "old", "control": true }, { "name": "new" }]"#
    let sale = #"[{ "name": "sale", "type": "proportion", "column": "sold" }]"#
    let counted =
      #"[{ "name": "sale", "type": "proportion", "successes": "sales", "trials": "visits" }]"#
    let value =
      #"[{ "name": "value", "type": "mean", "column": "spent" }, { "name": "per order", "type": "ratio", "numerator": "spent", "denominator": "orders" }]"#
    func spec(_ data: String, _ metrics: String, variants: String = two) -> String {
      #"{ "abtest": 1, "name": "example", "data": \#(data), "variants": \#(variants), "metrics": \#(metrics) }"# + "\n"
    }
    func example(_ name: String, _ spec: String, _ files: [String: String]) -> Example {
      Example(name) { folder in
        try folder.write(spec, to: "spec.json")
        for (file, text) in files { try folder.write(text, to: file) }
      }
    }
    func day(_ range: ClosedRange<Int>, header: String = "user,variant,sold") -> String {
      header + "\n" + range.map { "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0)\n" }.joined()
    }
    let own =
      #"[{ "name": "old", "control": true, "source": "old.csv" }, { "name": "new", "source": "new.csv" }]"#

    return [
      example(
        "events are summed to their unit",
        spec(#"{ "source": "e.csv", "rows": "events", "unit": "user", "unreadable": "drop" }"#, value),
        [
          "e.csv":
            "user,variant,spent,orders\n1,old,2.5,1\n1,old,0.5,1\n2,old,1,1\n3,new,4,2\n3,new,,1\n4,new,x,1\n4,new,2,1\n5,old,3,1\n6,new,inf,1\n"
        ]),
      example(
        "a truth of any event is one of its unit",
        spec(#"{ "source": "e.csv", "rows": "events", "unit": "user" }"#, sale),
        ["e.csv": "user,variant,sold\n1,old,0\n1,old,1\n2,old,0\n2,old,0\n3,new,1\n3,new,1\n4,new,\n4,new,0\n5,new,\n"]),
      example(
        "a unit whose events are in two variants",
        spec(#"{ "source": "e.csv", "rows": "events", "unit": "user" }"#, sale),
        ["e.csv": day(1...400) + "7,old,1\n"]),
      example(
        "events without a unit", spec(#"{ "source": "e.csv", "rows": "events" }"#, sale), ["e.csv": day(1...4)]),
      example(
        "aggregates per variant", spec(#"{ "source": "a.csv", "rows": "aggregates", "units": "users" }"#, counted),
        ["a.csv": "variant,users,visits,sales\nold,500,1000,100\nold,520,990,\nnew,510,1010,140\nnew,505,1005,150\n"]),
      example(
        "counts that cannot be counts",
        spec(#"{ "source": "a.csv", "rows": "aggregates", "unreadable": "drop" }"#, counted),
        [
          "a.csv":
            "variant,visits,sales\nold,1000,100\nold,100,101\nnew,1000,120\nnew,-5,0\nnew,100,2.5\nnew,many,1\nnew,1000,inf\n"
        ]),
      example(
        "counts with commas that group thousands", spec(#"{ "source": "a.csv", "rows": "aggregates" }"#, counted),
        ["a.csv": "variant,visits,sales\nold,\"10,000\",\"1,234\"\nnew,\"10,050\",\"1,301\"\n"]),
      example(
        "some counts with commas that group thousands",
        spec(#"{ "source": "a.csv", "rows": "aggregates", "units": "users" }"#, counted),
        [
          "a.csv":
            "variant,users,visits,sales\nold,500,1000,100\nold,\"1,200\",\"2,400\",240\nnew,510,1010,\"1,234\"\nnew,505,1005,150\n"
        ]),
      example(
        "counts with points that group thousands",
        spec(#"{ "source": "a.csv", "rows": "aggregates", "delimiter": ";" }"#, counted),
        ["a.csv": "variant;visits;sales\nold;10.000;1.234\nnew;10.050;1.301\n"]),
      example(
        "counts with points that group thousands beside a decimal comma",
        spec(#"{ "source": "a.csv", "rows": "aggregates", "delimiter": ";", "decimal": "," }"#, counted),
        ["a.csv": "variant;visits;sales\nold;10.000;1.234\nold;5000;600,0\nnew;10.050;1.301\nnew;5000;700\n"]),
      example(
        "counts with a decimal comma",
        spec(#"{ "source": "a.csv", "rows": "aggregates", "delimiter": ";", "decimal": "," }"#, counted),
        ["a.csv": "variant;visits;sales\nold;10000,0;1234,0\nold;100;1,234\nnew;10050,0;1301,0\n"]),
      example(
        "a column of outcomes on aggregates", spec(#"{ "source": "a.csv", "rows": "aggregates" }"#, sale),
        ["a.csv": "variant,visits,sales\nold,1000,100\nnew,1000,120\n"]),
      example(
        "a file per variant", spec(#"{ "unit": "user" }"#, sale, variants: own),
        ["old.csv": "user,sold\n1,1\n2,0\n3,0\n4,1\n", "new.csv": "user,sold\n5,1\n6,1\n7,0\n8,1\n"]),
      example(
        "a unit in the files of two variants", spec(#"{ "unit": "user" }"#, sale, variants: own),
        ["old.csv": "user,sold\n1,1\n2,0\n3,0\n4,1\n", "new.csv": "user,sold\n5,1\n6,1\n7,0\n1,1\n"]),
      example(
        "files under a pattern and in a list",
        spec(#"{ "source": ["day-*.csv", "late.csv"], "unit": "user" }"#, sale),
        ["day-1.csv": day(1...200), "day-2.csv": day(201...300), "late.csv": day(301...400)]),
      example(
        "a pattern without a match", spec(#"{ "source": "days/*.csv", "unit": "user" }"#, sale), [:]),
      example(
        "a file that a list and a pattern both name",
        spec(#"{ "source": ["day-*.csv", "day-1.csv"], "unit": "user" }"#, sale), ["day-1.csv": day(1...20)]),
      example(
        "a file with another column", spec(#"{ "source": "day-*.csv", "unit": "user" }"#, sale),
        ["day-1.csv": day(1...20), "day-2.csv": day(21...40, header: "user,variant,purchased")]),
      example(
        "a file with its columns in another order", spec(#"{ "source": "day-*.csv", "unit": "user" }"#, sale),
        ["day-1.csv": day(1...20), "day-2.csv": "variant,user,sold\nold,1,1\n"]),
      example(
        "a file with a column more", spec(#"{ "source": "day-*.csv", "unit": "user" }"#, sale),
        ["day-1.csv": day(1...20), "day-2.csv": "user,variant,sold,country\n99,old,1,de\n"]),
      example(
        "the second of two files is damaged", spec(#"{ "source": "day-*.csv", "unit": "user" }"#, sale),
        ["day-1.csv": day(1...20), "day-2.csv": "user,variant,sold\n21,old,1\n22,new\n"]),
      example(
        "JSON lines with missing keys", spec(#"{ "source": "u.jsonl", "unit": "user" }"#, sale),
        [
          "u.jsonl":
            "{\"user\":1,\"variant\":\"old\",\"sold\":true}\n{\"user\":2,\"variant\":\"new\",\"sold\":false}\n{\"user\":3,\"variant\":\"old\"}\n{\"variant\":\"new\",\"user\":4,\"sold\":1}\n{\"user\":5,\"variant\":\"new\",\"sold\":\"yes\"}\n{\"user\":6,\"variant\":\"old\",\"sold\":0}\n"
        ]),
      example(
        "JSON lines that are no JSON", spec(#"{ "source": "u.jsonl", "unit": "user" }"#, sale),
        ["u.jsonl": "{\"user\":1,\"variant\":\"old\",\"sold\":true}\n{\"user\":2,\n"]),
      example(
        "semicolons, decimal commas and null texts",
        spec(
          #"{ "source": "e.csv", "unit": "user", "delimiter": ";", "decimal": ",", "null": ["NA", "-"] }"#, value),
        [
          "e.csv":
            "user;variant;spent;orders\n1;old;2,5;1\n2;old;0,75;2\n3;new;NA;1\n4;new;1,25;1\n5;new;4;1\n6;old;-;1\n"
        ]),
      example(
        "points and commas that group thousands",
        spec(#"{ "source": "e.csv", "unit": "user", "delimiter": ";", "decimal": "," }"#, value),
        [
          "e.csv":
            "user;variant;spent;orders\n1;old;1.234,5;1\n2;old;3;2\n3;new;1.000;1\n4;new;1,25;1\n5;new;4;1\n6;old;7;1\n"
        ]),
      example(
        "a decimal comma that is not declared",
        spec(#"{ "source": "e.csv", "unit": "user", "delimiter": ";" }"#, value),
        ["e.csv": "user;variant;spent;orders\n1;old;1,5;1\n2;old;3;2\n3;new;1;1\n4;new;1,25;1\n5;new;4;1\n6;old;7;1\n"]),
      example(
        "two columns make a factorial variant",
        spec(
          #"{ "source": "e.csv", "unit": "user", "variant": ["headline", "image"] }"#, sale,
          variants:
            #"[{ "name": "plain", "control": true, "values": [["plain", "none"]] }, { "name": "both", "values": [["bold", "photo"]] }]"#
        ),
        [
          "e.csv":
            "user,headline,image,sold\n1,plain,none,1\n2,bold,photo,1\n3,plain,none,0\n4,bold,photo,0\n5,bold,none,1\n6,plain,,1\n"
        ]),
    ]
  }
}
