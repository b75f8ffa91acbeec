package import Planning
package import Statistics
package import Tables

/// Reads values of each variant at some of their ranks: exactly, whatever the order of rows and the number of threads.
///
/// The values are those that the summary counts: of the units that it has, or of the events of these units. Metrics with the
/// same values share one selection.
package struct QuantileQuery: Sendable {
  private let ground: QueryGround
  private let known: [PlannedQuantile: [RankedValues]]
  private let ranks: [PlannedQuantile: [Set<Int>]]

  private var plan: AnalysisPlan { ground.plan }

  /// The raw quantiles of all variants, while nobody knows how many values they have.
  package init(_ ground: QueryGround) { self.init(ground, known: [:], ranks: [:]) }

  /// Values at ranks, per variant.
  ///
  /// - Parameter known: how many values there are, and those that were read before.
  package init(
    _ ground: QueryGround, known: [PlannedQuantile: [RankedValues]], ranks: [PlannedQuantile: [Set<Int>]]
  ) {
    self.ground = ground
    self.known = known
    self.ranks = ranks
  }

  /// The values at ranks, beside those that were read before.
  func reading(_ known: [PlannedQuantile: [RankedValues]], at ranks: [PlannedQuantile: [Set<Int>]]) -> QuantileQuery {
    QuantileQuery(ground, known: known, ranks: ranks)
  }

  /// The level at the middle of a rank's range.
  private static func level(of rank: Int, among count: Int) -> Double { (Double(rank) - 0.5) / Double(count) }

  /// A level that stands for p while the count is not known: less by more than rounding can add to its product with a count,
  /// for where that product is whole the rank is the product itself.
  private static func rawLevel(_ probability: Double) -> Double { max(0, probability - 0x1p-49) }

  /// The rank that an engine surely takes for the raw level of p; nil where rounding might decide.
  private static func rawRank(_ probability: Double, of count: Int) -> Int? {
    let rank = RankedValues.rank(at: probability, of: count)
    let bounds = [0x1p-48, 0x1p-50].map { ((probability - $0) * Double(count)).rounded(.up) }
    return bounds.allSatisfy { max($0, 1) == Double(rank) } ? rank : nil
  }

  private var quantileValues: QuantileValues { QuantileValues(ground: ground) }
  private var populations: [Population] { quantileValues.populations }

  /// The levels asked of a population's values, over all its quantiles and variants.
  private func levels(of population: Population) -> [Double] {
    let own = plan.quantiles.filter { $0.values == population }.flatMap { quantile in
      guard let known = known[quantile] else { return [Self.rawLevel(quantile.probability)] }
      return zip(known, ranks[quantile, default: []]).flatMap { values, ranks in
        ranks.map { Self.level(of: $0, among: values.count) }
      }
    }
    return Set(own).sorted()
  }

  package func text(in dialect: any SQLDialect) -> String {
    var query = SQLText()
    func selection(_ index: Int) -> [String] {
      let (levels, y) = (levels(of: populations[index]), QuantileValues.column(index))
      return ["count(\(y)) as \(.valueCount(index))"]
        + (levels.isEmpty ? [] : ["\(dialect.quantiles(y, levels)) as \(.ranked(index))"])
    }
    // The units come first, then the events of each fact.
    var joins = ""
    for (place, stage) in quantileValues.append(to: &query, in: dialect).enumerated() {
      let step = place == 0 ? "selected_units" : "selected\(stage.populations[0])"
      let selections = stage.populations.flatMap(selection)
      query.step(
        step, "select \((["\(.arm)"] + selections).joined(separator: ", ")) from \(stage.name) group by \(.arm)")
      if place > 0 { joins += " left join \(step) on selected_units.\(.arm) = \(step).\(.arm)" }
    }
    let elements = populations.enumerated().flatMap { index, population in
      ["\(.valueCount(index))"]
        + levels(of: population).indices.map {
          "\(dialect.element($0, of: "\(.ranked(index))")) as \(.value(index, at: $0))"
        }
    }
    let own = "selected_units.\(.arm) as \(.arm)"
    return query.ending("select \(([own] + elements).joined(separator: ", ")) from selected_units\(joins)")
  }

  /// The ranks that were asked of a variant, with their levels.
  private func asked(_ quantile: PlannedQuantile, _ variant: Int, _ count: Int) -> [(rank: Int, level: Double)] {
    guard let known = known[quantile] else {
      let rank = Self.rawRank(quantile.probability, of: count)
      return rank.map { [($0, Self.rawLevel(quantile.probability))] } ?? []
    }
    return ranks[quantile, default: []][variant].map { ($0, Self.level(of: $0, among: known[variant].count)) }
  }

  /// Per quantile and variant, the values at the ranks that were asked for, and how many values there are.
  ///
  /// A raw quantile is missing where rounding might have decided about its rank; with the count it can be asked for again.
  ///
  /// - Parameter table: nil is that of no rows.
  package func decode(_ table: Table?) throws(MalformedResult) -> [PlannedQuantile: [RankedValues]] {
    var rows: [Int: AnswerRow] = [:]
    for index in 0..<(table?.rowCount ?? 0) {
      guard let table else { break }
      let row = AnswerRow(table, index)
      rows[try row.integer(.arm)] = row
    }
    var all: [PlannedQuantile: [RankedValues]] = [:]
    for quantile in plan.quantiles {
      let position = planned(quantile.values, in: populations)
      let asked = levels(of: quantile.values)
      var ofVariants: [RankedValues] = []
      for variant in plan.variants.indices {
        guard let row = rows[variant] else {
          ofVariants.append(RankedValues(count: 0))
          continue
        }
        let count = try row.integer(.valueCount(position))
        var values: [Int: Double] = [:]
        for (rank, level) in self.asked(quantile, variant, count) {
          values[rank] = try row.real(.value(position, at: planned(level, in: asked)))
        }
        let before = known[quantile].map { $0[variant].values } ?? [:]
        ofVariants.append(RankedValues(count: count, values: before.merging(values) { $1 }))
      }
      all[quantile] = ofVariants
    }
    return all
  }
}

/// By the position of a population among those of the query.
extension SQLColumn {
  /// Integer: how many values there are.
  fileprivate static func valueCount(_ population: Int) -> SQLColumn { SQLColumn("n\(population)") }
  /// The values at the levels that are asked for, as a list.
  fileprivate static func ranked(_ population: Int) -> SQLColumn { SQLColumn("q\(population)") }
  /// Double: one of them.
  fileprivate static func value(_ population: Int, at level: Int) -> SQLColumn { SQLColumn("q\(population)_\(level)") }
}
