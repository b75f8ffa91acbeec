/// The text of a small spec whose parts a test replaces; `user`, `variant` and `sold` are the columns of its data.
package struct SmallSpec: Sendable {
  package var source = "units.csv"
  /// Keys of `data` beside `source`, each with a comma before it.
  package var data = #", "unit": "user""#
  /// The facts by name, as an object; where it is set, the source is that of assignments.
  package var facts: String?
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
    let rows = "{ \"source\": \"\(source)\"\(data) }"
    let data = facts.map { "{ \"assignments\": \(rows), \"facts\": \($0) }" } ?? rows
    return """
      {
        "abtest": 1,
        "name": "example",
        "data": \(data),
        "variants": \(variants),
        "metrics": \(metrics)\(rest)
      }

      """
  }
}
