/// How the variants of a metric are compared, by what is seen of them.
package enum ComparisonMethod: Sendable {
  /// Moments of units or clusters.
  case moments(any Estimator<StratifiedMoments>)
  /// Totals of units that share a value.
  case cells(CellClusters)
  /// Values at ranks.
  case quantiles(WoodruffMover)
  /// Curves of the time to an event.
  case curves(SurvivalComparison)
  /// Hazards of an event.
  case hazards(HazardComparison)
  /// Placements among the units of the other variant.
  case placements(PlacementMeans)
  /// Two doses along a curve, instead of variants.
  case doses(DoseResponseMethod)
}

extension ComparisonMethod {
  /// What a result calls the method.
  package var name: String {
    switch self {
    case .moments(let method): method.method
    case .cells(let method): method.method
    case .quantiles(let method): method.method
    case .curves(let method): method.method
    case .hazards(let method): method.method
    case .placements(let method): method.method
    case .doses(let method): method.method
    }
  }

  /// The method in the words of a report, with its source; no full stop.
  package var description: String {
    switch self {
    case .moments(let method): method.description
    case .cells(let method): method.description
    case .quantiles(let method): method.description
    case .curves(let method): method.description
    case .hazards(let method): method.description
    case .placements(let method): method.description
    case .doses(let method): method.description
    }
  }

  /// Whether intervals of a lift are those of a ratio of two values whose errors are normal.
  package var invertsByFieller: Bool {
    switch self {
    case .moments(let method): type(of: method).invertsByFieller
    case .cells: CellClusters.invertsByFieller
    case .quantiles, .curves, .hazards, .placements, .doses: false
    }
  }

  /// The estimator of moments; nil where something else is compared.
  package var ofMoments: (any Estimator<StratifiedMoments>)? {
    if case .moments(let method) = self { method } else { nil }
  }

  /// Whether variants are compared, of which a decision can be made.
  package var comparesVariants: Bool {
    if case .doses = self { false } else { true }
  }

  /// Clusters that a variant needs for a result.
  ///
  /// Below ten effective ones the randomization test decides, and quantiles and curves have none: by simulation Woodruff's limits of five
  /// clusters miss up to five times as often as they promise, where they exist at all.
  package var fewestClusters: Int {
    switch self {
    case .moments, .cells, .placements, .doses: ClusterLimits.fewest
    case .quantiles, .curves, .hazards: ClusterLimits.fewestOfCounts
    }
  }
}
