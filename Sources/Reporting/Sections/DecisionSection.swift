internal import Inference

/// What the decision rule is, and how often it may be wrong.
struct DecisionSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard let risks = analysis.decisions.first?.risks else { return [] }
    var lines: [Phrase] = [
      "Ship means: a primary metric improved, every guardrail is within its margin, nothing got worse, and every check of "
        + "the data passed."
    ]
    if risks.successes > 0 {
      lines.append(
        "Shipping although no primary metric truly improves: at most \(.level(risks.falseShip)).")
    }
    if let harmful = risks.harmfulShip {
      lines.append(
        "Shipping although a guardrail is truly worse than its margin: at most \(.level(harmful)).")
    }
    lines.append(
      "Not shipping for a deterioration that is none: at most \(.level(risks.alphaDeterioration)); for a check "
        + "that failed by chance: at most \(.level(risks.alphaQuality)).")
    lines.append(
      "For a decision with a power of 80 % each test needs \(.value(risks.powerPerTest, in: .share, resolution: 0.001))."
    )
    return [.heading(2, "Decision rule"), .bullets(lines)] + analysis.findings.sections(at: .decision)
  }
}
