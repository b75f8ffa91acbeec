internal import Inference

/// The method card: what was asked, what was used, what it assumes.
struct MethodSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    let metrics = analysis.results.metrics.map(\.metric)
    return [.heading(2, "Method"), .bullets(metrics.map { $0.method.sentence($0.title) } + [design])]
  }

  private var design: Phrase {
    "Fixed horizon: the p-values and intervals are valid for one analysis at a sample size that was fixed in advance. "
      + "Every interval is the set of null values that its test does not reject."
  }
}
