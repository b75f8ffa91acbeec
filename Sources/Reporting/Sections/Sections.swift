internal import Diagnostics
internal import Inference
internal import Planning

/// The parts of a report in the order in which they are read: verdict first, provenance last.
struct Sections {
  let analysis: ExperimentAnalysis
  let provenance: Provenance

  var all: [Block] {
    [.heading(1, analysis.header.shownName)]
      + VerdictSection(analysis: analysis).blocks
      + background
      + ResultsSection(analysis: analysis).blocks
      + analysis.findings.sections(at: .results)
      + analysis.findings.sections(at: .chapter)
      + DecisionSection(analysis: analysis).blocks
      + ChecksSection(analysis: analysis).blocks
      + EventSection(analysis: analysis).blocks
      + MethodSection(analysis: analysis).blocks
      + ProvenanceSection(provenance: provenance, name: analysis.header.name).blocks
  }

  /// The terminal shows what decides; the files hold the rest.
  var summary: [Block] {
    [.heading(1, analysis.header.shownName)]
      + VerdictSection(analysis: analysis).blocks
      + [ResultsSection(analysis: analysis).compactTable]
      + ResultsSection(analysis: analysis).notes
      + analysis.findings.flatMap(\.compact)
      + ChecksSection(analysis: analysis).remarkable
  }

  private var background: [Block] {
    var blocks: [Block] = []
    if let hypothesis = analysis.header.hypothesis { blocks.append(.paragraph("Hypothesis: \(hypothesis)")) }
    if let notes = analysis.header.notes { blocks.append(.paragraph(Phrase(notes))) }
    if let owner = analysis.header.owner { blocks.append(.paragraph("Owner: \(owner)")) }
    return blocks
  }
}
