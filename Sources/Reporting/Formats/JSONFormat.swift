internal import Diagnostics
internal import Inference
internal import Planning

/// `results.json`: the result model, version 1, all digits.
package enum JSONFormat: ReportFormat {
  package static let key = "json"
  package static let fileName = "results.json"
  /// The version of the result model.
  static let version = 1

  package static let beginning: String? = "{\n  \"abtest_results\""

  package static func render(_ report: Report) -> String {
    let analysis = report.analysis
    return JSONText.text(
      of: [
        "abtest_results": .count(version), "experiment": experiment(analysis.header),
        "results": .list(analysis.rows.map(\.record)), "checks": checks(analysis), "decision": decision(analysis),
        "plan": .list(analysis.results.metrics.map(\.metric.method.record)), "tables": tables(analysis.findings),
        "provenance": report.provenance.record,
      ]) + "\n"
  }

  private static func experiment(_ header: ExperimentHeader) -> Record {
    [
      "name": .text(header.name), "title": .text(header.title), "hypothesis": .text(header.hypothesis),
      "owner": .text(header.owner), "notes": .text(header.notes), "randomized": .truth(header.isRandomized),
      "control": .text(header.variants.first(where: \.isControl)?.name),
      "variants": .list(
        header.variants.map { ["name": .text($0.name), "weight": .number($0.weight)] }),
    ]
  }

  private static func checks(_ analysis: ExperimentAnalysis) -> Record {
    let events: Record = analysis.events.map { ["events": $0.record] } ?? [:]
    return ["exposure": analysis.exposure.record] + events + ["list": .list(analysis.checks.map(\.record))]
  }

  private static func decision(_ analysis: ExperimentAnalysis) -> Record {
    .list(
      analysis.verdicts.map { $0.record(analysis.decision(on: $0)) })
  }

  /// The members that version 1 of the model began with, in their order; later ones follow in the order of the report.
  private static let firstTables = [
    "published_claims", "denominators", "adjustments", "segments", "omnibus", "caps", "dose_response", "trigger",
    "survival", "funnels",
  ]

  private static func tables(_ findings: [any Finding]) -> Record {
    let members = findings.compactMap { finding in
      finding.record.map { (name: type(of: finding).key, record: $0) }
    }
    let first = firstTables.compactMap { name in members.first { $0.name == name } }
    return Record((first + members.filter { !firstTables.contains($0.name) }).map { ($0.name, $0.record) })
  }
}
