/// Every estimator; a test compares the list with the sources.
package enum Estimators {
  package static let all: [any Estimator.Type] = [
    DeltaMethod.self, MiettinenNurminen.self, WoodruffMover.self, SurvivalComparison.self, HazardComparison.self,
    CellClusters.self, PlacementMeans.self,
  ]
}
