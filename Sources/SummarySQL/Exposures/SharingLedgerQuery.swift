internal import Planning
internal import Tables
internal import Terms

/// What became of the totals of a fact that units share: rows and totals by the reason why nobody got them.
struct SharingLedgerQuery {
  let fact: PlannedFact
  let index: Int
  let variants: Int

  /// The columns of an `EventLedger`, and those of its `Sharing`.
  func text(_ scales: EventScales, in dialect: any SQLDialect) -> String {
    let quality =
      fact.values.indices.flatMap { value in
        [
          ("sum", SQLColumn.withoutValue(value)), ("sum", .unfit(value)), ("max", .largest(value)),
          ("sum", .negative(value)),
        ].map { "\($0)(\($1)) as \($1)" }
      }
    let sums = fact.terms.enumerated().flatMap { t, term -> [String] in
      guard let value = term.value else { return [] }
      let scale = scales[fact.name, value]
      return [
        "\(scale.value("sum(\(.sharedTotal(t)))", in: dialect)) as \(.shared(t))",
        "\(scale.value("(select sum(\(.sharedTotal(t))) from \(TableName.totals(index)))", in: dialect)) as \(.whole(t))",
      ]
    }
    let units = TableName.fact(index)
    let counts =
      [
        "(select count(*) from \(units) where \(.cell) is null) as \(.keyless)",
        "(select count(*) from \(units) where \(.cell) is not null and not \(.hasRow)) as \(.rowless)",
      ]
      + (0..<variants).map { variant in
        "(select count(*) from \(units) as shared join \(TableName.exposed) as known on shared.\(.unitKey) = known.\(.unitKey) "
          + "where known.\(.arm) = \(variant) and shared.\(.cell) is not null and not shared.\(.hasRow)) as \(.rowless(variant))"
      }
    return "select \(.place), sum(\(.events)) as \(.events), 0 as \(.repeats), 0 as \(.differing), "
      + "\((quality + sums + counts).joined(separator: ", ")) from \(TableName.totals(index)) group by \(.place)"
  }

  func decode(_ table: Table) throws(MalformedResult) -> Sharing {
    var totals: [Sharing.Total] = []
    // The same total may be asked for in several units.
    var names = Set<String>()
    for (t, term) in fact.terms.enumerated() {
      let name = (term.value?.text.text ?? "") + (term.condition.map { " where \($0.text.text)" } ?? "")
      guard names.insert(name).inserted else { continue }
      var (shared, whole): (Double, Double) = (0, 0)
      var unshared: [EventLedger.Reason: Double] = [:]
      for index in 0..<table.rowCount {
        let row = AnswerRow(table, index)
        let place = try row.integer(.place)
        let total = try row.real(.shared(t)) ?? 0
        whole = try row.real(.whole(t)) ?? 0
        if let reason = EventLedger.Reason.allCases.first(where: { $0.code == place }) {
          unshared[reason] = total
        } else {
          shared = total
        }
      }
      let reasons = EventLedger.Reason.allCases.compactMap { reason in
        unshared[reason].flatMap { $0 == 0 ? nil : (reason: reason, total: $0) }
      }
      totals.append(
        Sharing.Total(name: name, shared: shared, unshared: reasons, whole: whole))
    }
    var (negative, keyless, rowless) = (0, 0, 0)
    var ofVariants: [Int] = []
    for index in 0..<table.rowCount {
      let row = AnswerRow(table, index)
      for v in fact.values.indices { negative += try row.integer(.negative(v)) }
      (keyless, rowless) = (try row.integer(.keyless), try row.integer(.rowless))
      ofVariants = []
      for variant in 0..<variants { ofVariants.append(try row.integer(.rowless(variant))) }
    }
    return Sharing(
      totals: totals, negative: negative, unitsWithoutKey: keyless, unitsWithoutRow: rowless,
      withoutRowByVariant: ofVariants)
  }
}

extension SQLColumn {
  /// Double: the total of a term that went where the row says.
  fileprivate static func shared(_ term: Int) -> SQLColumn { SQLColumn("s\(term)") }
  /// Double: the total of a term, wherever it went.
  fileprivate static func whole(_ term: Int) -> SQLColumn { SQLColumn("w\(term)") }
  /// Integer: units with a blank key.
  fileprivate static let keyless = SQLColumn("keyless")
  /// Integer: units for whose keys there is no row.
  fileprivate static let rowless = SQLColumn("rowless")
  /// Integer: those of one variant.
  fileprivate static func rowless(_ variant: Int) -> SQLColumn { SQLColumn("rowless\(variant)") }
}
