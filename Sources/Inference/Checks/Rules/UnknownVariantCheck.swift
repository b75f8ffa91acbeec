internal import Diagnostics
package import Planning

/// Does the variant column hold labels that the spec does not know?
package struct UnknownVariantCheck: DataCheckRule {
  package static let name = "variant labels"

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    if plan.source.labels.isEmpty { return [] }
    let unknown = summary.exposure[.unknownLabel]
    let blank = summary.exposure[.blankLabel]
    guard unknown != nil || blank != nil else {
      return [DataCheck(name, .passed, "every row has the label of a variant in the spec")]
    }
    var parts: [Phrase] = []
    var counts: [(name: String, count: Int)] = []
    if let unknown {
      let examples = unknown.examples.map { quoted($0) }.joined(separator: ", ")
      parts.append("\(rows(unknown.rows)) with a label that belongs to no variant (\(examples))")
      counts.append(("unknown", unknown.rows))
    }
    if let blank {
      parts.append("\(rows(blank.rows)) with a blank label")
      counts.append(("blank", blank.rows))
    }
    return [DataCheck(name, .warning, "dropped \(parts.joined(separator: " and "))", counts: counts)]
  }
}
