package import Statistics

/// What was seen of the units of every variant until their event: all that survival curves are made of.
package struct SurvivalTables: Sendable, Equatable {
  /// The tables of each variant in each stratum of the plan: `strata[stratum][variant]`.
  package let strata: [[EventTable]]

  /// - Precondition: at least one stratum.
  package init(strata: [[EventTable]]) { self.strata = strata }

  /// The table of each variant over all strata.
  package var variants: [EventTable] {
    strata.dropFirst().reduce(strata[0]) { zip($0, $1).map { $0 + $1 } }
  }
}
