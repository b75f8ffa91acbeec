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
  /// The text of the expression under `where`, with the escapes of JSON.
  case condition(String)

  package static let top = #""abtest": 1, "name": "example""#
  package static let data = #"{ "source": "units.csv" }"#
  package static let variants = #"[ { "name": "old", "control": true }, { "name": "new" } ]"#
  package static let metric = #"{ "name": "sale", "type": "proportion", "column": "sold" }"#

  package var json: String {
    switch self {
    case .whole(let text): text
    case .top(let text): Self.spec(top: text)
    case .data(let text): Self.spec(data: text)
    case .variants(let text): Self.spec(variants: text)
    case .metrics(let text): Self.spec(metrics: text)
    case .metric(let text): Self.spec(metrics: "[ \(text) ]")
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
