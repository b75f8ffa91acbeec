internal import Diagnostics
internal import Inference
internal import Specification
internal import Statistics

/// `results.json`: the result model, version 1, all digits.
package enum JSONFormat: ReportFormat {
  package static let key = "json"
  package static let fileName = "results.json"
  /// The version of the result model.
  static let version = 1

  package static func render(_ report: Report) -> String {
    let analysis = report.analysis
    return JSONText.object([
      ("abtest_results", .integer(version)),
      ("experiment", experiment(analysis.spec)),
      ("results", .array(analysis.rows.map(row))),
      ("checks", checks(analysis)),
      ("decision", JSONDecision.value(analysis)),
      ("plan", .array(analysis.methods.map(plan))),
      ("tables", tables(analysis)),
      ("provenance", provenance(report.provenance)),
    ]).rendered() + "\n"
  }

  private static func experiment(_ spec: ExperimentSpec) -> JSONText {
    .object([
      ("name", .string(spec.name.value)), ("title", .optional(spec.title)), ("hypothesis", .optional(spec.hypothesis)),
      ("owner", .optional(spec.owner)), ("notes", .optional(spec.notes)), ("randomized", .truth(spec.randomized)),
      ("control", .string(spec.control.name.value)),
      (
        "variants",
        .array(
          spec.variants.map {
            .object([("name", .string($0.name.value)), ("weight", .number($0.weight.value))])
          })
      ),
    ])
  }

  private static func row(_ row: ResultRow) -> JSONText {
    .object(ResultField.all.map { ($0.name, value($0.value(row))) })
  }

  private static func value(_ value: ResultValue) -> JSONText {
    switch value {
    case .text(let text): .string(text)
    case .integer(let number): .integer(number)
    case .number(let number): .number(number)
    case .missing: .null
    }
  }

  private static func checks(_ analysis: ExperimentAnalysis) -> JSONText {
    let exposure = analysis.exposure
    let ledger = JSONText.object([
      ("rows_read", .integer(exposure.rowsRead)),
      ("rows_summed", exposure.rowsSummed.map(JSONText.integer) ?? .null),
      ("units", .object(exposure.variants.map { ($0.text, .integer($0.rows)) })),
      ("dropped", .object(exposure.drops.map { ($0.text, .integer($0.rows)) })),
    ])
    let list = analysis.checks.map { check in
      JSONText.object([
        ("name", .string(check.name)), ("outcome", .string(check.outcome.rawValue)),
        ("p_value", .optional(check.pValue)), ("statistic", .optional(check.statistic)),
        ("counts", .object(check.counts.map { ($0.name, .integer($0.count)) })), ("finding", .string(check.finding)),
      ])
    }
    let events = analysis.events.map { [("events", JSONEvents.value($0))] } ?? []
    return .object([("exposure", ledger)] + events + [("list", .array(list))])
  }

  private static func plan(_ use: MethodUse) -> JSONText {
    .object([
      ("metric", .string(use.metric)), ("type", .string(use.type)), ("test_asked", .string(use.testAsked)),
      ("method_used", .string(use.estimator)), ("alternative", .string(use.alternative.rawValue)),
      ("alpha", .number(use.alpha)), ("level", .number(use.level)), ("missing", .string(use.missing.rawValue)),
      ("where", .optional(use.filter)), ("planned_effect", .optional(use.planned)), ("kept", .integer(use.kept)),
      ("dropped", .object(use.dropped.map { ($0.reason, .integer($0.units)) })),
    ])
  }

  private static func tables(_ analysis: ExperimentAnalysis) -> JSONText {
    let claims = analysis.claims.map { claim in
      JSONText.object([
        ("metric", .string(claim.metric)), ("control", .string(claim.control)), ("variant", .string(claim.variant)),
        ("published", .string(claim.text)), ("lift", .number(claim.lift)),
        ("answer", .optional(claim.answer?.rawValue)), ("p_compatible", .optional(claim.compatibilityP)),
        ("p_at_least", .optional(claim.atLeastP)), ("p_equivalent", .optional(claim.equivalenceP)),
      ])
    }
    let denominators = analysis.denominators.map { effect in
      JSONText.object([
        ("metric", .string(effect.metric)), ("control", .string(effect.control)), ("variant", .string(effect.variant)),
        ("value_control", .optional(effect.valueControl)), ("value_variant", .optional(effect.valueVariant)),
        ("lift", .optional(effect.lift)), ("ci_low", .optional(effect.interval?.lower)),
        ("ci_high", .optional(effect.interval?.upper)), ("p_value", .optional(effect.pValue)),
        ("reason", .optional(effect.reason?.rawValue)),
      ])
    }
    return .object(
      [
        ("published_claims", .array(claims)), ("denominators", .array(denominators)),
        ("adjustments", JSONTables.adjustments(analysis)), ("segments", JSONTables.segments(analysis)),
        ("omnibus", JSONTables.omnibus(analysis)),
      ]
        // Only where a metric has a cap.
        + (analysis.caps.isEmpty ? [] : [("caps", caps(analysis))])
        + (analysis.curves.isEmpty ? [] : [("dose_response", JSONTables.curves(analysis))])
        + (analysis.trigger.map { [("trigger", JSONTables.trigger($0))] } ?? [])
        + (analysis.survivals.isEmpty ? [] : [("survival", JSONTables.survivals(analysis))])
        + (analysis.funnels.isEmpty ? [] : [("funnels", JSONFunnels.value(analysis))]))
  }

  private static func provenance(_ provenance: Provenance) -> JSONText {
    let sources = provenance.sources.map { source in
      JSONText.object([
        ("name", .string(source.name)), ("bytes", .integer(source.bytes)), ("sha256", .optional(source.sha256)),
      ])
    }
    return .object([
      ("abtest", .string(provenance.toolVersion)), ("gsl", .string(provenance.gslVersion)),
      ("engine", .string(provenance.engine)), ("spec_sha256", .string(provenance.specSHA256)),
      ("sources", .array(sources)), ("seed", .integer(Int(truncatingIfNeeded: provenance.seed))),
    ])
  }
}
