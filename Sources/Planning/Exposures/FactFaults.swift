internal import Diagnostics
internal import Specification
internal import Tables

/// Collects what is wrong between the names in a spec and the columns of its facts.
struct FactFaults {
  let spec: ExperimentSpec
  let tables: [FactTable]

  var diagnostics: [Diagnostic] { tables.flatMap(diagnostics) }

  private func diagnostics(_ table: FactTable) -> [Diagnostic] {
    let fact = table.fact
    var faults = ColumnFaults(
      spec: spec, schema: table.schema, source: fact.sourceName, place: fact.sources[0].place)
    faults.checkKey(fact.unit)
    faults.checkTime(fact.time)
    if let id = fact.id { faults.checkKey(id) }
    if let condition = fact.where { faults.check(condition) }
    let terms = unique(spec.factTerms).filter {
      $0.fact.value == fact.name.value
    }
    for expression in terms.flatMap(\.expressions) { faults.check(expression) }
    return faults.diagnostics
  }
}
