internal import Planning
internal import Statistics
internal import Tables

/// Sums over groups of what each lacks and of what it should have, by variant: what a `GroupedLoss` is made of.
struct LossSums {
  /// Integers of one group.
  struct Measure {
    let lost: String
    let all: String
  }

  let measures: [Measure]

  /// - Parameter step: one row per group, with its variant.
  func ending(_ query: SQLText, from step: String) -> String {
    let sums = measures.enumerated().flatMap { index, measure in
      let (lost, all) = (measure.lost, measure.all)
      return [
        "sum(\(lost)) as \(.sum(index, 0))", "sum(\(all)) as \(.sum(index, 1))",
        "sum(\(lost) * \(lost)) as \(.product(index, 0, 0))",
        "sum(\(lost) * \(all)) as \(.product(index, 0, 1))",
        "sum(\(all) * \(all)) as \(.product(index, 1, 1))",
        "count(case when \(lost) > 0 then 1 end) as \(.lacking(index))",
        "count(case when \(all) > 0 then 1 end) as \(.groups(index))",
      ]
    }
    return query.ending(
      "select \(.arm), \(sums.joined(separator: ", ")) from \(step) where \(.arm) >= 0 group by \(.arm)"
    )
  }

  /// By measure and variant.
  func decode(_ table: Table?, variants: Int) throws(MalformedResult) -> [[GroupedLoss]] {
    let none = Array(repeating: GroupedLoss(lacking: 0, .empty(dimension: 2)), count: variants)
    var found = Array(repeating: none, count: measures.count)
    guard let table else { return found }
    for index in 0..<table.rowCount {
      let row = AnswerRow(table, index)
      let arm = try row.integer(.arm)
      guard none.indices.contains(arm) else { throw MalformedResult(.arm) }
      for measure in measures.indices { found[measure][arm] = try loss(row, measure) }
    }
    return found
  }

  /// Groups that should have nothing say nothing.
  private func loss(_ row: AnswerRow, _ measure: Int) throws(MalformedResult) -> GroupedLoss {
    let count = try row.integer(.groups(measure))
    guard count > 0 else { return GroupedLoss(lacking: 0, .empty(dimension: 2)) }
    func number(_ column: SQLColumn) throws(MalformedResult) -> Double { Double(try row.wideInteger(column) ?? 0) }
    let sums = [try number(.sum(measure, 0)), try number(.sum(measure, 1))]
    var products: [[Double]] = [[0, 0], [0, 0]]
    for (i, j) in [(0, 0), (0, 1), (1, 1)] {
      products[i][j] = try number(.product(measure, i, j)) - sums[i] * sums[j] / Double(count)
    }
    return GroupedLoss(
      lacking: try row.integer(.lacking(measure)),
      Moments(
        count: count, mean: sums.map { $0 / Double(count) },
        products: SymmetricMatrix(dimension: 2) { products[min($0, $1)][max($0, $1)] }))
  }
}

/// By the position of a measure: 0 is what is lost, 1 all.
extension SQLColumn {
  /// Integer: the sum over groups.
  fileprivate static func sum(_ measure: Int, _ i: Int) -> SQLColumn { SQLColumn("s\(measure)_\(i)") }
  /// Integer: the groups that should have something.
  fileprivate static func groups(_ measure: Int) -> SQLColumn { SQLColumn("g\(measure)") }
  /// Integer: the groups that lack something.
  fileprivate static func lacking(_ measure: Int) -> SQLColumn { SQLColumn("l\(measure)") }
  /// Integer: the sum of products.
  fileprivate static func product(_ measure: Int, _ i: Int, _ j: Int) -> SQLColumn { SQLColumn("p\(measure)_\(i)\(j)") }
}
