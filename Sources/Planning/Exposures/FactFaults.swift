internal import Diagnostics
internal import Specification
internal import Tables
internal import Terms

/// Collects what is wrong between the names in a spec and the columns of its facts.
struct FactFaults {
  let spec: ExperimentSpec
  let tables: [FactTable]

  var diagnostics: [Diagnostic] { tables.flatMap(diagnostics) }

  private func diagnostics(_ table: FactTable) -> [Diagnostic] {
    let fact = table.fact
    var faults = ColumnFaults(
      spec: spec, schema: table.schema, values: spec.data.values(of: fact), source: fact.sourceName,
      place: fact.sources[0].place, form: fact.form, home: "the fact \(quoted(fact.name.value))")
    if let unit = fact.unit { faults.checkKey(unit) }
    if let cluster = fact.cluster { faults.checkKey(cluster) }
    if let time = fact.time { faults.checkTime(time) }
    if let id = fact.id { faults.checkKey(id) }
    if let condition = fact.where { faults.check(condition) }
    let terms = unique(spec.factTerms).filter {
      $0.fact.value == fact.name.value
    }
    for attribute in terms.first?.join?.attributes ?? [] { faults.checkKey(attribute) }
    for expression in terms.flatMap(\.expressions) { faults.check(expression) }
    return faults.diagnostics
  }
}
