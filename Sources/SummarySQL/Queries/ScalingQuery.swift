package import Planning
internal import Specification
package import Statistics
package import Tables

/// Looks at the first rows of a source to choose the center and the scale of every number.
///
/// The first rows in file order are the same for any number of threads, and so is the choice; that it is only a guess does
/// no harm, for a value beyond the scale is detected and answered with a coarser one.
package struct ScalingQuery: Sendable {
  package static let sampleRows = 4096

  private let plan: AnalysisPlan
  private let terms: [PlannedTerm]

  package init(_ plan: AnalysisPlan) {
    self.plan = plan
    terms = plan.terms.filter { $0.kind == .number }
  }

  /// nil when no metric needs a number.
  package func text(in dialect: any SQLDialect) -> String? {
    guard !terms.isEmpty else { return nil }
    var query = SQLText()
    let columns = Set(terms.map(\.column)).sorted().map(dialect.quoted).joined(separator: ", ")
    query.step(
      "source",
      "select \(columns) from \(dialect.scan(plan.source.table, columns: plan.source.columnNames)) limit \(Self.sampleRows)"
    )
    let readers = terms.map { TermReader(dialect: dialect, term: $0) }
    let values = readers.enumerated().map { index, reader in
      "case when \(reader.state) = 0 then \(reader.value) end as v\(index)"
    }
    query.step("valued", "select \(values.joined(separator: ", ")) from source")
    let looks = terms.indices.map {
      "\(dialect.median("v\($0)")) as m\($0), min(v\($0)) as l\($0), max(v\($0)) as h\($0)"
    }
    return query.ending("select count(*) as n, \(looks.joined(separator: ", ")) from valued")
  }

  package func decode(_ table: Table?) throws(MalformedResult) -> [PlannedTerm: Scaling] {
    guard let table, !terms.isEmpty else { return [:] }
    let row = ResultRow(table, 0)
    // A sample that is not full is the whole source: then no row is larger than those that were seen.
    let headroom = try row.integer("n") < Self.sampleRows ? 1 : Scaling.headroomBits
    var scalings: [PlannedTerm: Scaling] = [:]
    for (index, term) in terms.enumerated() {
      let center = try row.real("m\(index)") ?? 0
      let (low, high) = (try row.real("l\(index)") ?? center, try row.real("h\(index)") ?? center)
      let largest = max(high - center, center - low)
      scalings[term] = Scaling(center: center, largest: largest > 0 ? largest : 1, headroom: headroom)
    }
    return scalings
  }
}
