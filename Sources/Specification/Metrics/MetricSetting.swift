internal import Diagnostics
internal import Terms

/// What the rest of a spec asks of one of its metrics.
package struct MetricSetting: Sendable {
  /// The name of the metric.
  let name: Positioned<String>
  let rows: RowKind
  /// The column of the clusters that are the rows of analysis; nil where units are.
  let cluster: Positioned<String>?
  /// The place of the first covariate.
  let covariate: SourcePlace?
  let hasStrata: Bool
  let hasPhases: Bool
  /// Empty where some are faulty, so that nothing can be said of all of them.
  let variants: [VariantSpec]

  /// What explains variance, in words; nil where nothing does.
  var explaining: String? {
    covariate != nil
      ? "covariates" : hasPhases ? "the phases of a ramp" : hasStrata ? "strata" : cluster != nil ? "clusters" : nil
  }

  /// The metric as a sentence begins with it.
  var metric: String { "the metric \(quoted(name.value))" }
}

/// Why something has no meaning for a metric, or no known method.
package struct Undefined: Sendable {
  let code: DiagnosticCode
  let place: SourcePlace
  let message: String
  let remedy: String

  init(_ code: DiagnosticCode, at place: SourcePlace, _ message: String, remedy: String) {
    (self.code, self.place, self.message, self.remedy) = (code, place, message, remedy)
  }
}

/// A scale on which a metric is not compared.
package struct UndefinedScale: Sendable {
  let code: DiagnosticCode
  let claimCode: DiagnosticCode
  /// What has no such scale: `a comparison of ranks`.
  let subject: String
  /// What to write instead of an amount on the scale, and instead of a claim.
  let amountRemedy: String
  let claimRemedy: String
}
