internal import Diagnostics
internal import Inference

/// What the decision rule is, and how often it may be wrong.
struct DecisionSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard let risks = analysis.decisions.first?.risks else { return [] }
    var lines: [Phrase] = [
      "Ship means: a primary metric improved, every guardrail is within its margin, nothing got worse, and every data "
        + "check passed."
    ]
    if risks.successes > 0 {
      lines.append(
        "Risk of shipping when no primary metric improves: at most \(.level(risks.falseShip)).")
    }
    if let harmful = risks.harmfulShip {
      lines.append(
        "Risk of shipping when a guardrail is worse than its margin: at most \(.level(harmful)).")
    }
    lines.append(
      "Risk of not shipping because of a false alarm: at most \(.level(risks.alphaDeterioration)); because a data "
        + "check failed by chance: at most \(.level(risks.alphaQuality)).")
    lines.append(
      "For \(decimal(DecisionRisks.power * 100)) % power of the decision, each test needs \(.value(risks.powerPerTest, in: .share, resolution: 0.001))."
    )
    return [.heading(2, "Decision rule"), .bullets(lines)] + analysis.findings.sections(at: .decision)
  }
}
