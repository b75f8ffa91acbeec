package import Planning
internal import Terms

/// Does the variant column hold labels that the spec does not know? Many of them are units that the experiment lost.
package struct UnknownVariantCheck: DataCheckRule {
  package static let name = "variant labels"
  /// Share of the rows with unknown labels above which the experiment is not trusted.
  package static let limit = 0.01

  package static func run(_ plan: AnalysisPlan, _ summary: ExperimentSummary) -> [DataCheck] {
    if plan.files.labels.isEmpty { return [] }
    let unknown = summary.exposure[.unknownLabel]
    let blank = summary.exposure[.blankLabel]
    guard unknown != nil || blank != nil else {
      return [DataCheck(name, .passed, "every row has the label of a variant in the spec")]
    }
    var parts: [Phrase] = []
    var counts: [(name: String, count: Int)] = []
    if let unknown {
      parts.append(
        "\(rows(unknown.rows)) with a label that belongs to no variant\(summary.shown(.unknownLabel))")
      counts.append(("unknown", unknown.rows))
    }
    if let blank {
      parts.append("\(rows(blank.rows)) with a blank label\(summary.shown(.blankLabel))")
      counts.append(("blank", blank.rows))
    }
    let isMany = Double((unknown?.rows ?? 0) + (blank?.rows ?? 0)) > limit * Double(summary.exposure.rowsRead)
    let remedy: Phrase =
      isMany ? ": more than 1 % of all rows; if they are no part of the experiment, leave them out with \"where\"" : ""
    return [
      DataCheck(
        name, isMany ? .failed : .warning, "dropped \(parts.joined(separator: " and "))\(remedy)", counts: counts,
        gate: .lost)
    ]
  }
}
