/// Every kind of finding, in the order of a report; a test compares the list with the folder.
package enum Findings {
  package static let all: [any Finding.Type] = [
    ClaimFinding.self, OddsRatioFinding.self, DenominatorFinding.self, GeometricMeanFinding.self, FunnelFinding.self,
    CapFinding.self, DoseFinding.self, SurvivalFinding.self, QuestionFinding.self, AdjustmentFinding.self,
    ClusterFinding.self, CrossingFinding.self, TriggerFinding.self, SegmentFinding.self, OmnibusFinding.self,
  ]
}

extension [any Finding] {
  package func sections(at place: FindingPlace) -> [Block] {
    filter { type(of: $0).place == place }.flatMap(\.section)
  }
}
