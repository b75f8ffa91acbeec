package import Diagnostics
package import Planning
package import Specification
package import Tables
package import TestSupport

extension SmallSpec {
  /// - Throws: the faults of the text.
  package func parsed() throws(DiagnosticList) -> ExperimentSpec {
    let parsed = ExperimentSpec.parse(bytes: Array(json.utf8), file: "spec.json")
    guard let spec = parsed.spec else { throw parsed.diagnostics }
    return spec
  }

  /// The plan over columns made by hand; every fact in use has those of `TableSchema.events`.
  ///
  /// - Throws: the faults of the text, or those that only columns reveal.
  package func plan(
    _ schema: TableSchema = .units, events: TableSchema = .events, numericTexts: Set<String> = []
  ) throws(DiagnosticList) -> AnalysisPlan {
    let spec = try parsed()
    func parts(_ name: String) -> [PlannedSource.Part] {
      [PlannedSource.Part(table: TableSource(files: [name], format: .parquet), variant: nil)]
    }
    let facts = spec.factsInUse.map { fact in
      FactTable(fact: fact, parts: parts("\(fact.name.value).parquet"), schema: events)
    }
    return try AnalysisPlan(
      spec, parts: parts("units.parquet"), schema: schema, facts: facts, numericTexts: numericTexts)
  }

  /// The faults of the text, or those that the columns reveal; empty where there is a plan.
  package func faults(_ schema: TableSchema = .units, events: TableSchema = .events) -> [Diagnostic] {
    do throws(DiagnosticList) {
      _ = try plan(schema, events: events)
      return []
    } catch {
      return error.diagnostics
    }
  }
}

extension TableSchema {
  package init(_ fields: KeyValuePairs<String, FieldType>) {
    self.init(fields: fields.map { Field(name: $0.key, type: $0.value) })
  }

  /// Of units, with every column that tests name.
  package static let units = TableSchema([
    "user": .text, "variant": .text, "sold": .integer, "spent": .real, "visits": .integer, "earlier": .real,
    "device": .text, "team": .text, "at": .instant,
  ])

  /// Of a fact.
  package static let events = TableSchema([
    "user": .text, "at": .instant, "amount": .real, "kind": .text, "id": .text,
  ])
}
