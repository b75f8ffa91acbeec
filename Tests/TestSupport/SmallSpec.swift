/// The text of a small spec whose parts a test replaces; `user`, `variant` and `sold` are the columns of its data.
package struct SmallSpec: Sendable {
  package var source = "units.csv"
  /// Keys of `data` beside `source`, each with a comma before it.
  package var data = #", "unit": "user""#
  package var variants = #"[{ "name": "old", "control": true }, { "name": "new" }]"#
  package var metrics = #"[{ "name": "sale", "type": "proportion", "column": "sold" }]"#
  /// Keys after the metrics, each with a comma before it.
  package var rest = ""

  package init() {}

  package init(_ change: (inout SmallSpec) -> Void) {
    change(&self)
  }

  /// A spec with one metric.
  package init(metric: String) { metrics = "[\(metric)]" }

  package var json: String {
    """
    {
      "abtest": 1,
      "name": "example",
      "data": { "source": "\(source)"\(data) },
      "variants": \(variants),
      "metrics": \(metrics)\(rest)
    }

    """
  }
}
