import TestSupport

extension ExampleGroup {
  /// Names that a database, a spreadsheet, a browser or a terminal could take for something else.
  static let names = ExampleGroup("names.txt") {
    func named(_ name: String, column: String, label: String, metric: String) -> Example {
      func escaped(_ text: String, _ escapes: [Unicode.Scalar: String]) -> String {
        "\"" + text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined() + "\""
      }
      func csv(_ text: String) -> String { escaped(text, ["\"": "\"\""]) }
      func json(_ text: String) -> String {
        escaped(text, ["\"": "\\\"", "\\": "\\\\", "\u{1B}": "\\u001b", "\n": "\\n"])
      }
      let data =
        "user,variant,\(csv(column))\n"
        + (1...400).map { "\($0),\($0 % 2 == 0 ? "old" : csv(label)),\($0 % 4 == 1 ? 1 : 0)\n" }.joined()
      let spec = SmallSpec {
        $0.variants = #"[{ "name": "old", "control": true }, { "name": \#(json(label)) }]"#
        $0.metrics = #"[{ "name": \#(json(metric)), "type": "proportion", "column": \#(json(column)) }]"#
      }
      return Example(name, data, spec, ["analyze", "spec.json"])
    }
    return [
      named("quotes", column: #"so"ld'"#, label: "ne'w\"", metric: #"a "sale"'"#),
      named("keywords of SQL", column: "select", label: "null", metric: "group by"),
      named("an injection", column: #"x" from range(9); drop table t; --"#, label: "') or true --", metric: "1"),
      named("quotes with combining marks", column: "x\"\u{301}y", label: "'\u{301}) or true --", metric: "m"),
      named("spaces and delimiters", column: "sold, in euro", label: "new page", metric: "sold; all"),
      named("letters of the world", column: "продажи", label: "新しい", metric: "café 🎉"),
      named("a formula", column: "=1+1", label: "=cmd|' /C calc'!A0", metric: "@sum"),
      named("markup", column: "<b>", label: "<script>alert(1)</script>", metric: "**bold** | `code` [link](x) &amp;"),
      named("a name as long as a line", column: "c", label: String(repeating: "long", count: 30), metric: "m"),
      named("steering of the terminal", column: "c", label: "new", metric: "\u{1B}[31mred"),
      Example(
        "columns named as the queries name their own",
        "unit_key,arm,example,repeats,u0,v0,c0,s0,d0,x0_0,q0_0,h0_0,file_variant,unit_hash\n"
          + (1...400).map { "\($0),\(old($0)),1,2,\($0 % 3 == 0 ? 1 : 0),\($0 % 7),3,4,5,6,7,8,9,10\n" }.joined(),
        SmallSpec {
          $0.data = #", "unit": "unit_key", "variant": "arm", "where": "example = 1 and repeats = 2""#
          $0.metrics =
            #"[{ "name": "sale", "type": "proportion", "column": "u0" }, { "name": "value", "type": "ratio", "numerator": "v0", "denominator": "c0", "where": "q0_0 = 7" }]"#
        }),
      Example(
        "labels in the data that steer the terminal",
        rows(count: 400) { "\($0),\(old($0)),\($0 % 4 == 1 ? 1 : 0)" } + "900,\u{1B}[31mred,1\n901,\"two\nlines\",1\n"),
      Example(
        "a column in another normal form", "user,variant,cafe\u{301}\n1,old,1\n",
        SmallSpec(metric: #"{ "name": "sale", "type": "proportion", "column": "café" }"#)),
      Example("a byte-order mark", "\u{FEFF}user,variant,sold\n1,old,1\n2,new,0\n3,old,0\n4,new,1\n"),
      Example("line breaks of Windows", "user,variant,sold\r\n1,old,1\r\n2,new,0\r\n3,old,0\r\n4,new,1\r\n"),
      Example("a header in quotes", "\"user\",\"variant\",\"sold\"\n1,old,1\n2,new,0\n3,old,0\n4,new,1\n"),
      Example("a line break in a header", "user,variant,sold,\"a\nb\"\n1,old,1,1\n2,new,0,1\n3,old,0,1\n4,new,1,1\n"),
      Example("blank lines at the end", "user,variant,sold\n1,old,1\n2,new,0\n3,old,0\n4,new,1\n\n\n"),
    ]
  }
}
