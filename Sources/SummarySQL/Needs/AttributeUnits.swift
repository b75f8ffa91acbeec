package import Planning
internal import Tables

/// How many units of each variant have which value of a declared attribute that is neither a segment nor a stratum nor a covariate: it
/// was known before exposure, so that the assignment must have left it alike.
package struct AttributeUnits: Need {
  let attribute: String

  package init(_ attribute: String) { self.attribute = attribute }

  package func prerequisites(_ known: Answers) -> [any Need] { [GroupMoments()] }

  package func passes(_ known: Answers) -> Int { 1 }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<DividedAttribute> {
    let plan = known[ScopedPlan()].divided(by: attribute)
    let parts = PipelineParts(known.ground(plan), dialect: dialect)
    var query = SQLText()
    let units = UnitPipeline(parts: parts).appendUnits(to: &query)
    parts.values.appendStates(to: &query, from: units, keeping: [MadeColumn(.arm)])
    let most = (DividedAttribute.mostValues + 1) * plan.variants.count
    let text = query.ending(
      "select \(.arm), \(.key(0)), count(*) as \(.units) from sorted where \(.arm) >= 0 group by \(.arm), \(.key(0))\nlimit \(most)"
    )
    return .select(text, scan: known.scan) { .done(try decode($0, variants: plan.variants.count)) }
  }

  private func decode(_ table: Table?, variants: Int) throws(MalformedResult) -> DividedAttribute {
    var units: [String?: [Int]] = [:]
    for index in 0..<(table?.rowCount ?? 0) {
      guard let row = table.map({ AnswerRow($0, index) }) else { continue }
      let (arm, value) = (try row.integer(.arm), try row.text(.key(0)))
      units[value, default: Array(repeating: 0, count: variants)][arm] += try row.integer(.units)
    }
    return divided(units)
  }

  private func divided(_ units: [String?: [Int]]) -> DividedAttribute {
    DividedAttribute(
      column: attribute,
      values: units.count > DividedAttribute.mostValues ? nil : units.map { (value: $0.key, units: $0.value) })
  }

  /// A table in memory holds numbers that are measured, and no names.
  package func answer(in table: MemoryTable, _ known: Answers) -> DividedAttribute { divided([:]) }
}

extension AttributeUnits: PlanNeed {
  package static func all(_ plan: AnalysisPlan, of scope: Scope) -> [AttributeUnits] {
    scope == .all ? plan.undividedAttributes.map { AttributeUnits($0) } : []
  }

  package func tell(_ summary: inout ExperimentSummary, _ known: Answers) { summary.attributes.append(known[self]) }
}
