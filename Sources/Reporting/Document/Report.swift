public import Inference

/// A finished analysis as a document; formats turn it into files.
public struct Report: Sendable {
  public let analysis: ExperimentAnalysis
  public let provenance: Provenance
  /// The whole report.
  package let blocks: [Block]
  /// What fits a terminal: verdict, results, failed checks.
  package let summary: [Block]

  public init(_ analysis: ExperimentAnalysis, provenance: Provenance) {
    self.analysis = analysis
    self.provenance = provenance
    let sections = Sections(analysis: analysis, provenance: provenance)
    blocks = sections.all
    summary = sections.summary
  }
}
