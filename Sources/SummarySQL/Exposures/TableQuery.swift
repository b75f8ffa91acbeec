/// A SELECT whose rows become a temporary table of an engine, so that later queries need not read the files again.
package struct TableQuery: Sendable, Equatable {
  package let name: String
  package let select: String
  /// The files that are read; nil where only temporary tables are.
  package var scan: Scan? = nil
}

/// The names of the temporary tables, by what a row of them is.
enum TableName {
  /// A unit with its first exposure, or a reason why rows of the exposure log are none.
  static let exposed = "abtest_exposed"
  /// A unit with what is made of exposures and facts.
  static let units = "abtest_units"

  /// The events of one fact, where they are values themselves.
  static func events(_ index: Int) -> String { "abtest_events\(index)" }

  /// A unit with the steps of a funnel that it reached.
  static func funnel(_ index: Int) -> String { "abtest_funnel\(index)" }

  /// The keys under which units share a fact, with the number of units.
  static func cells(_ index: Int) -> String { "abtest_cells\(index)" }

  /// The influence values of the units of one survival curve, by variant, time and end.
  static func influences(_ index: Int) -> String { "abtest_influence\(index)" }

  /// What is shared under the same keys, or why nobody gets it.
  static func totals(_ index: Int) -> String { "abtest_totals\(index)" }

  /// A unit with what is made of the events of one fact, or a reason why events do not count.
  static func fact(_ index: Int) -> String { "abtest_fact\(index)" }
}
