internal import Diagnostics
internal import Inference

/// What the decision rule is, and how often it may be wrong.
struct DecisionSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard let risks = analysis.decisions.first(where: { $0.reason != .observed })?.risks else { return [] }
    var lines: [Phrase] = [
      "Ship means: a primary metric answers its question with yes, every guardrail is shown to be within its margin, no "
        + "metric is worse, and every check of the data passed."
    ]
    if risks.primaries > 0 {
      let truth =
        risks.asksForImprovement
        ? "no primary metric improves" : "the true answer to the question of every primary metric is no"
      let whose = risks.isOfEachTreatment ? " for each treatment" : ""
      lines.append(
        "Risk of shipping, or of a trade-off, when \(truth): at most \(.level(risks.falseShip))\(whose).")
      lines.append(
        "Risk of \"no benefit\" when a primary metric has the smallest effect worth having: at most \(.level(risks.falseNoBenefit))."
      )
    }
    if let harmful = risks.harmfulShip {
      lines.append(
        "Risk of shipping when a guardrail lies at its margin or beyond: at most \(.level(harmful)).")
    }
    lines.append(
      "Risk of not shipping because of harm that is none: at most \(.level(risks.alphaDeterioration)); of a trade-off "
        + "because of a secondary metric that is not worse: at most \(.level(risks.alphaSecondaryHarm)); of no verdict "
        + "although nothing is wrong with the data: at most \(.level(risks.falseVoid)).")
    lines.append(
      "For \(decimal(DecisionRisks.power * 100)) % power of the decision, each test needs \(.value(risks.powerPerTest, in: .share, resolution: 0.001))."
    )
    return [.heading(2, "Decision rule"), .bullets(lines)] + analysis.findings.sections(at: .decision)
  }
}
