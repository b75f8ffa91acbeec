/// What the program does with costs that units share, done by loops over plain values.
struct NaiveCosts {
  struct Unit {
    let name: String
    let variant: String
    /// The campaign; nil is a blank.
    let campaign: String?
    /// Days since the first one.
    let day: Int
    let orders: Int
    let revenue: Double
    let store: String?
  }

  struct Cost {
    let campaign: String?
    let day: Int?
    /// nil where the table has no column of the variant; otherwise the label, which may be wrong.
    let variant: String?
    /// The cents; nil where the cell is blank or no number.
    let cents: Int?
    let impressions: Int
    let isVoid: Bool
  }

  enum Metric: String, CaseIterable {
    case cpa, cpm, roi, cost
  }

  let units: [Unit]
  let costs: [Cost]
  let isByVariant: Bool
  let isByDay: Bool
  let isClustered: Bool

  private struct Cell: Hashable {
    let campaign: String
    let day: Int
  }

  private func cell(_ unit: Unit) -> Cell? { unit.campaign.map { Cell(campaign: $0, day: isByDay ? unit.day : 0) } }

  /// Why nobody gets a row; nil where somebody does.
  private func reason(_ cost: Cost) -> String? {
    if cost.isVoid { return "outside where" }
    guard let campaign = cost.campaign else { return "blank key" }
    guard !isByDay || cost.day != nil else { return "blank time" }
    if isByVariant, !["old", "new"].contains(cost.variant) { return "unknown variant" }
    let cell = Cell(campaign: campaign, day: isByDay ? cost.day ?? 0 : 0)
    let getting = units.filter { self.cell($0) == cell && (!isByVariant || $0.variant == cost.variant) }
    return getting.isEmpty ? "no units under its keys" : nil
  }

  /// What a unit gets of a value of all rows.
  private func share(_ value: (Cost) -> Double, of unit: Unit) -> Double {
    guard let cell = cell(unit) else { return 0 }
    let own = costs.filter { cost in
      reason(cost) == nil && cost.campaign == cell.campaign && (!isByDay || cost.day == cell.day)
        && (!isByVariant || cost.variant == unit.variant)
    }
    let sharing = units.filter { self.cell($0) == cell && (!isByVariant || $0.variant == unit.variant) }
    return own.map(value).reduce(0, +) / Double(sharing.count)
  }

  private var costOf: [Double] { units.map { share({ Double($0.cents ?? 0) / 100 }, of: $0) } }
  private var impressionsOf: [Double] { units.map { share({ Double($0.impressions) }, of: $0) } }

  struct Result {
    var units = (0, 0)
    var values: (Double?, Double?) = (nil, nil)
    var standardError: Double?
    var degreesOfFreedom: Double?
    /// The larger one of 4·Var/mean² of the two denominators: at least 1 where the interval of one reaches zero.
    var weakness = 0.0
  }

  func result(_ metric: Metric) -> Result {
    let (numerators, denominators): ([Double], [Double]) =
      switch metric {
      case .cpa: (costOf, units.map { Double($0.orders) })
      case .cpm: (costOf.map { $0 * 1000 }, impressionsOf)
      case .roi: (units.map(\.revenue), costOf)
      case .cost: (costOf, units.map { _ in 1 })
      }
    let shift = metric == .roi ? -1.0 : 0
    func rows(_ variant: String) -> [Int] { units.indices.filter { units[$0].variant == variant } }
    let (old, new) = (rows("old"), rows("new"))
    func total(_ values: [Double], _ rows: [Int]) -> Double { rows.map { values[$0] }.reduce(0, +) }
    var result = Result(units: isClustered ? (stores(old), stores(new)) : (old.count, new.count))
    var influence = units.map { _ in 0.0 }
    var sides: [Double?] = []
    for (side, rows) in [old, new].enumerated() {
      let denominator = total(denominators, rows)
      guard denominator != 0 else {
        sides.append(nil)
        continue
      }
      let ratio = total(numerators, rows) / denominator
      sides.append(ratio + shift)
      for row in rows {
        influence[row] = (side == 0 ? -1 : 1) * (numerators[row] - ratio * denominators[row]) / denominator
      }
    }
    result.values = (sides[0], sides[1])
    var sizes: [Cell?: Double] = [:]
    for unit in units { sizes[cell(unit), default: 0] += 1 }
    // Fewer than four cells, or clusters of a variant, say nothing about chance.
    guard sizes.count >= 4, !isClustered || min(stores(old), stores(new)) >= 4, !sides.contains(nil) else {
      return result
    }
    let (all, squares) = (sizes.values.reduce(0, +), sizes.values.map { $0 * $0 }.reduce(0, +))
    var freedom = all * all / squares - 1
    func variance(_ key: (Unit) -> [String]) -> Double {
      var sums: [[String]: Double] = [:]
      for (unit, own) in zip(units, influence) { sums[key(unit), default: 0] += own }
      return Double(sums.count) / Double(sums.count - 1) * sums.values.map { $0 * $0 }.reduce(0, +)
    }
    for rows in [old, new] {
      let mean = total(denominators, rows) / Double(rows.count)
      var sums: [Cell?: Double] = [:]
      for row in rows { sums[cell(units[row]), default: 0] += denominators[row] - mean }
      let spread = sums.values.map { $0 * $0 }.reduce(0, +) / Double(rows.count * rows.count)
      result.weakness = max(result.weakness, 13 * spread / (mean * mean))
    }
    func name(_ unit: Unit) -> String { cell(unit).map { "\($0.campaign) \($0.day)" } ?? "" }
    var own = variance { [name($0)] }
    if isClustered {
      let ofStores = variance { [$0.store ?? ""] }
      let both = variance { [name($0), $0.store ?? ""] }
      own = max(own + ofStores - both, own, ofStores)
      freedom = min(freedom, Double(stores(old) + stores(new) - 2))
    }
    result.standardError = own > 0 ? own.squareRoot() : nil
    result.degreesOfFreedom = max(1, freedom)
    return result
  }

  private func stores(_ rows: [Int]) -> Int { Set(rows.map { units[$0].store }).count }

  var unitsWithoutKey: Int { units.count { $0.campaign == nil } }

  var unitsWithoutRow: Int {
    units.count { unit in
      guard let cell = cell(unit) else { return false }
      return !costs.contains { cost in
        reason(cost) == nil && cost.campaign == cell.campaign && (!isByDay || cost.day == cell.day)
          && (!isByVariant || cost.variant == unit.variant)
      }
    }
  }

  struct Part {
    var rows = 0
    var cents = 0.0
  }

  var ledger: (shared: Part, unshared: [String: Part], negative: Int) {
    var (shared, unshared): (Part, [String: Part]) = (Part(), [:])
    for cost in costs {
      let cents = Double(cost.cents ?? 0)
      if let reason = reason(cost) {
        unshared[reason, default: Part()].rows += 1
        unshared[reason, default: Part()].cents += cents
      } else {
        shared.rows += 1
        shared.cents += cents
      }
    }
    return (shared, unshared, costs.count { ($0.cents ?? 0) < 0 })
  }
}
