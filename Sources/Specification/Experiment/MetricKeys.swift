import Diagnostics

extension KeyTable {
  private static let commonRules: [KeyRule] = [
    .required("name", "the name of the metric"),
    .required("type", "one of \(listed(MetricTypes.all.map { $0.type }))"),
    .optional("role", "the role of the metric in the decision"),
    .optional("direction", "the good direction"),
    .optional("title", "free text"),
    .optional("where", "the condition that rows must meet"),
    .optional("missing", "how units without a value are treated"),
    .optional("mde", "the effect that the experiment is planned to find"),
    .optional("claim", "a published effect"),
    .optional("margin", "the largest harm that is still accepted"),
    .optional("equivalence", "the largest difference that still counts as none"),
    .optional("minimum_effect", "the smallest effect that counts"),
    .optional("alpha", "the error rate of the test"),
    .optional("sided", "1 for a one-sided test, 2 for a two-sided one"),
    .optional("test", "the method of the test"),
    .optional("covariates", "columns or earlier values that explain variance"),
    .optional("slopes", "whether variants share the covariates' slopes"),
    .optional("cap", "the bound to which larger values are cut"),
    .optional("after", "the time from exposure to the start of the window"),
    .optional("within", "the length of the window"),
    .optional("maturity", "whether unfinished windows count"),
    .optional("calendar", "whether the window counts local days"),
  ]

  /// The keys of a metric of one type; without a type those that every metric has.
  package static func metric(_ type: (any Metric.Type)?) -> KeyTable {
    guard let type else { return KeyTable(commonRules) }
    let own = Set(type.keys.map(\.name) + commonRules.map(\.name))
    var owners: [String: [String]] = [:]
    for other in MetricTypes.all {
      for rule in other.keys where !own.contains(rule.name) {
        owners[rule.name, default: []].append(quoted(other.type))
      }
    }
    let elsewhere = owners.mapValues { "a metric of type " + $0.joined(separator: " or ") }
    return KeyTable(commonRules + type.keys, elsewhere: elsewhere)
  }
}
