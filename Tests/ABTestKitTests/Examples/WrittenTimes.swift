import TestSupport

/// One way of writing a time in March 2026, and what the spec says of it.
struct TimeStyle: Sendable {
  let name: String
  let format: String?
  let text: @Sendable (_ day: Int, _ hour: Int, _ minute: Int) -> String

  init(_ name: String, _ format: String?, _ text: @escaping @Sendable (Int, Int, Int) -> String) {
    (self.name, self.format, self.text) = (name, format, text)
  }

  static let iso = TimeStyle("ISO", nil) { "2026-03-\(two($0)) \(two($1)):\(two($2)):00" }

  /// Seconds since 1970 of a time of UTC.
  private static func seconds(_ day: Int, _ hour: Int, _ minute: Int) -> Int {
    1_772_323_200 + ((day - 1) * 24 + hour) * 3600 + minute * 60
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  static let others = [
    TimeStyle("days first, with points", "%d.%m.%Y %H:%M") { "\($0).3.2026 \($1):\(two($2))" },
    TimeStyle("months first, halves of the day", "%m/%d/%Y %I:%M %p") { day, hour, minute in
      "03/\(two(day))/2026 \(hour % 12 == 0 ? 12 : hour % 12):\(two(minute)) \(hour < 12 ? "AM" : "PM")"
    },
    TimeStyle("names of months", "%b %d, %Y %H:%M:%S") { "\"Mar \($0), 2026 \($1):\(two($2)):00\"" },
    TimeStyle("a web server's log", "%d/%b/%Y:%H:%M:%S %z") {
      "\(two($0))/Mar/2026:\(two($1)):\(two($2)):00 +0000"
    },
    TimeStyle("two digits of a year", "%d.%m.%y %H:%M") { "\(two($0)).03.26 \(two($1)):\(two($2))" },
    TimeStyle("digits alone", "%Y%m%d%H%M") { "202603\(two($0))\(two($1))\(two($2))" },
    TimeStyle("days of the year", "%Y-%j %H:%M") {
      let day = 59 + $0
      return "2026-\(day < 100 ? "0\(day)" : "\(day)") \($1):\(two($2))"
    },
    TimeStyle("seconds", "epoch-s") { "\(seconds($0, $1, $2))" },
    TimeStyle("milliseconds", "epoch-ms") { "\(seconds($0, $1, $2))000" },
    TimeStyle("microseconds", "epoch-us") { "\(seconds($0, $1, $2))000000" },
    TimeStyle("days of a spreadsheet", "excel") { day, hour, minute in
      "\(46081 + day)" + String("\(Double(hour * 60 + minute) / 1440)".dropFirst())
    },
  ]
}

/// An exposure log and orders whose times are written in a style; the truth is the same in all of them.
struct TimedExample {
  var style = TimeStyle.iso
  /// The style of the orders; nil for the same.
  var ofOrders: TimeStyle?
  /// What is said in `data`, and in the fact.
  var data = ""
  var fact = ""
  var rest = ""
  var extraExposures = ""
  var extraOrders = ""

  var exposures: String {
    "user,variant,seen\n"
      + (1...60).map { "\($0),\(old($0)),\(style.text(1 + $0 % 14, $0 % 24, $0 * 7 % 60))\n" }.joined() + extraExposures
  }

  var orders: String {
    let style = ofOrders ?? style
    return "who,at,price\n"
      + (1...90).map { order in
        "\(1 + order * 7 % 60),\(style.text(2 + order % 20, order * 5 % 24, order * 11 % 60)),\(order).5\n"
      }.joined() + extraOrders
  }

  var spec: String {
    #"{ "abtest": 1, "name": "example"\#(rest), "data": { \#(data)"#
      + #""assignments": { "source": "exposures.csv", "unit": "user", "time": "seen" }, "#
      + #""facts": { "orders": { "source": "orders.csv", "unit": "who", "time": "at"\#(fact) } } }, "#
      + #""variants": [{ "name": "old", "control": true }, { "name": "new" }], "#
      + #""metrics": [{ "name": "revenue", "type": "mean", "fact": "orders", "value": "price", "within": "4d" }] }"#
      + "\n"
  }

  func write(to folder: ScratchFolder) throws {
    try folder.write(spec, to: "spec.json")
    try folder.write(exposures, to: "exposures.csv")
    try folder.write(orders, to: "orders.csv")
  }
}

extension ExampleGroup {
  /// Times as other programs write them, without a word on how and with one.
  static let writtenTimes = ExampleGroup("written-times.txt") {
    func example(_ name: String, _ change: (inout TimedExample) -> Void) -> Example {
      var timed = TimedExample()
      change(&timed)
      return Example(name, ["analyze", "spec.json"]) { [timed] in try timed.write(to: $0) }
    }
    func said(_ format: String) -> Example {
      example("the format \(format)") { $0.data = "\"time_format\": \"\(format)\", " }
    }
    return TimeStyle.others.map { style in example("unsaid: \(style.name)") { $0.style = style } } + [
      example("orders alone") { $0.ofOrders = TimeStyle.others[0] },
      example("days that may be months") {
        $0.style = TimeStyle("slashes", nil) { day, _, _ in "\(1 + day % 12)/3/2026" }
      },
      example("words") { $0.style = TimeStyle("words", nil) { day, _, _ in "day \(day)" } },
      example("one of many") { $0.extraExposures = "61,old,soon\n" },
      example("a zero for nothing") {
        $0.style = TimeStyle.others[6]
        $0.data = #""time_format": "epoch-s", "#
        $0.extraExposures = "61,old,0\n"
      },
      example("left out") {
        $0.extraExposures = "61,old,soon\n"
        $0.extraOrders = "5,later,3\n"
        $0.data = #""unreadable": "drop", "#
      },
      example("all of them left out") {
        $0.style = TimeStyle.others[0]
        $0.data = #""unreadable": "drop", "#
      },
      example("a day that its year does not have") {
        $0.style = TimeStyle("days of the year", "%Y-%j") { day, _, _ in "2026-0\(59 + day)" }
        $0.data = #""time_format": "%Y-%j", "#
        $0.extraExposures = "61,old,2026-366\n"
      },
      example("a start after all") { $0.rest = #", "start": "2026-05-01T00:00:00.250+02:00""# },
      example("an end before all") { $0.rest = #", "end": "2026-02-01T00:00:00.000Z""# },
      said("seconds"), said("%d.%m"), said("%Y-%m-%dT%H:%M:%SZ"), said("%Y-%q"), said("%Y-%m-%d %I:%M"),
      said("%Y-%m-%d %Y"), said("%H:%M"),
      example("no text") { $0.data = #""time_format": 5, "# },
    ]
  }
}
