internal import Diagnostics
internal import Inference
internal import Specification
internal import Statistics

/// The method card: what was asked, what was used, what it assumes.
struct MethodSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    [.heading(2, "Method"), .bullets(analysis.methods.map(sentence) + [design])]
  }

  private func sentence(_ use: MethodUse) -> Phrase {
    let spec = analysis.spec.metrics.first { $0.name.value == use.metric }
    let type = spec?.preset.map { "\($0), of type \(use.type)" } ?? use.type
    var parts: [Phrase] = ["\(analysis.title(of: use.metric)) (\(type)): \(use.description)"]
    if let reading = spec?.metric.reading { parts.append(Phrase(reading)) }
    if let cap = analysis.caps.first(where: { $0.metric == use.metric }) { parts.append(cap.sentence) }
    parts.append("test asked: \(use.testAsked)")
    parts.append(
      "\(sides(use.alternative)), α = \(.exact(use.alpha)), intervals at \(.level(use.level))")
    if let filter = use.filter { parts.append("only units where \(filter)") }
    // A time to an event has no missing values: who has none is censored.
    if analysis.survivals.allSatisfy({ $0.metric != use.metric }) {
      parts.append(use.missing == .zero ? "missing values count as zero" : "units with a missing value are dropped")
    }
    if let planned = use.planned { parts.append("planned to find \(planned)") }
    return "\(parts.joined(separator: "; "))."
  }

  private func sides(_ alternative: Alternative) -> String {
    switch alternative {
    case .twoSided: "two-sided"
    case .greater: "one-sided, greater"
    case .less: "one-sided, less"
    }
  }

  private var design: Phrase {
    "Fixed horizon: the p-values and intervals hold for one analysis at a sample size that was fixed in advance. "
      + "Every interval is the set of null values that its test does not reject."
  }
}
