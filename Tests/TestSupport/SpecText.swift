/// The text of a small valid spec, of which a test replaces one part.
///
/// Every part stands on a line of its own, so that the places in diagnostics can be read off: the top on line 1, then
/// data, variants, metrics and the rest; a `where` stands on line 2 behind 31 characters.
package enum SpecText: Sendable {
  /// The whole file.
  case whole(String)
  /// The members before `data`.
  case top(String)
  case data(String)
  case variants(String)
  /// The list of metrics.
  case metrics(String)
  /// The only metric.
  case metric(String)
  case inference(String)
  /// The only metric, over data with an exposure log and the facts `orders` and `visits`.
  case factMetric(String)
  /// The only metric, over an exposure log with the attribute `campaign` and what its units share: `spend` by day, `invoice`
  /// without a time, and orders of their own.
  case sharedMetric(String)
  /// The object of facts, of which a metric counts `orders`.
  case facts(String)
  /// The text of the expression under `where`, with the escapes of JSON.
  case condition(String)

  package static let top = #""abtest": 1, "name": "example""#
  package static let data = #"{ "source": "units.csv" }"#
  package static let variants = #"[ { "name": "old", "control": true }, { "name": "new" } ]"#
  package static let metric = #"{ "name": "sale", "type": "proportion", "column": "sold" }"#

  private static let facts = #"""
    { "orders": { "source": "o.csv", "unit": "user", "time": "at" }, "visits": { "source": "v.csv", "unit": "user", "time": "at" } }
    """#
  private static let sharedFacts = #"""
    { "spend": { "source": "s.csv", "time": "day" }, "invoice": { "source": "i.csv" }, "orders": { "source": "o.csv", "unit": "user", "time": "at" } }
    """#
  private static let sharedData =
    #"{ "assignments": { "source": "x.csv", "unit": "user", "time": "at", "attributes": ["campaign"] }, "facts": \#(sharedFacts) }"#
  private static let factMetric = #"{ "name": "orders", "type": "count", "fact": "orders", "within": "7d" }"#

  private static func data(facts: String) -> String {
    #"{ "assignments": { "source": "x.csv", "unit": "user", "time": "at" }, "facts": \#(facts) }"#
  }

  package var json: String {
    switch self {
    case .whole(let text): text
    case .top(let text): Self.spec(top: text)
    case .data(let text): Self.spec(data: text)
    case .variants(let text): Self.spec(variants: text)
    case .metrics(let text): Self.spec(metrics: text)
    case .metric(let text): Self.spec(metrics: "[ \(text) ]")
    case .factMetric(let text): Self.spec(data: Self.data(facts: Self.facts), metrics: "[ \(text) ]")
    case .sharedMetric(let text): Self.spec(data: Self.sharedData, metrics: "[ \(text) ]")
    case .facts(let text): Self.spec(data: Self.data(facts: text), metrics: "[ \(Self.factMetric) ]")
    case .inference(let text): Self.spec(rest: ",\n  \"inference\": \(text)")
    case .condition(let text): Self.spec(data: #"{ "source": "x.csv", "where": ""# + text + #"" }"#)
    }
  }

  private static func spec(
    top: String = top, data: String = data, variants: String = variants, metrics: String = "[ \(metric) ]",
    rest: String = ""
  ) -> String {
    "{ \(top),\n  \"data\": \(data),\n  \"variants\": \(variants),\n  \"metrics\": \(metrics)\(rest) }"
  }
}
