/// The studies of the page on how often the decision errs, in its order; a test compares the list with the folder.
package enum ErrorStudies {
  package static let all: [any ErrorStudy.Type] = [
    DecisionStudy.self, PlannedPowerStudy.self, BestTreatmentStudy.self, ClaimStudy.self, ClusterStudy.self,
    ClusterSegmentStudy.self, SkewedDataStudy.self, OtherShapesStudy.self,
  ]

  /// Experiments for each cell of a look at the whole, of so many on the published page.
  package static func quickRuns(_ published: Int) -> Int { max(Rate.fewest, published / 20) }
}
