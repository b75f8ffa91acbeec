/// Every estimator; a test compares the list with the sources.
package enum Estimators {
  package static let all: [any Estimator.Type] =
    ofMoments + [
      WoodruffMover.self, SurvivalComparison.self, HazardComparison.self, CellClusters.self, PairedTotals.self,
      PlacementMeans.self,
    ]

  /// Those that the moments of units are enough for.
  package static let ofMoments: [any Estimator.Type] = [DeltaMethod.self, MiettinenNurminen.self]
}
