internal import Diagnostics
internal import Inference
internal import Planning
internal import Specification
internal import Statistics
internal import SummarySQL
internal import Tables

/// The spec of a simulated experiment with its plan: only the engine that would sum up the rows is not there.
struct SimulatedSpec: Sendable {
  let plan: AnalysisPlan
  private let nothing: MemoryTable

  /// - Parameters:
  ///   - variants: their names with their weights, the control first.
  ///   - metrics: the object of each.
  ///   - columns: the numbers that the metrics are made of.
  ///   - data: keys of `data` beside the source and the unit, each with a comma before it.
  ///   - rest: keys after the metrics, likewise.
  ///   - texts: columns with texts.
  init(
    variants: [(name: String, weight: Int)], metrics: [String], columns: [String], data: String = "", rest: String = "",
    texts: [String] = []
  ) {
    let names = variants.enumerated().map { index, variant in
      #"{ "name": "\#(variant.name)", "weight": \#(variant.weight)\#(index == 0 ? #", "control": true"# : "") }"#
    }
    let text = """
      { "abtest": 1, "name": "errors", "data": { "source": "simulated.parquet", "unit": "unit"\(data) },
        "variants": [\(names.joined(separator: ", "))],
        "metrics": [\(metrics.joined(separator: ", "))]\(rest) }
      """
    let fields =
      (["unit", "variant"] + texts).map { TableSchema.Field(name: $0, type: .text) }
      + columns.map { TableSchema.Field(name: $0, type: .real) } + [TableSchema.Field(name: "at", type: .instant)]
    let parsed = ExperimentSpec.parse(bytes: Array(text.utf8), file: "spec.json")
    do throws(DiagnosticList) {
      guard let spec = parsed.spec else { throw parsed.diagnostics }
      plan = try AnalysisPlan(spec, parts: [], schema: TableSchema(fields: fields))
    } catch {
      preconditionFailure("\(error)\n\(text)")
    }
    nothing = MemoryTable(
      variants: variants.count, arm: [], unit: [], cluster: [], stratum: [], strata: [""],
      columns: Dictionary(uniqueKeysWithValues: columns.map { ($0, []) })
    ) { String($0) }
  }

  /// The analysis of sums, whatever rows they are of.
  ///
  /// - Parameter days: the sums by the day of exposure, where days are compared.
  func analysis(_ summary: ScopeSummary, days: ScopeSummary? = nil) async throws -> ExperimentAnalysis {
    try ExperimentAnalysis(try await Answers(plan: plan, plan.needs, by: SummaryReader(summary, days: days, nothing)))
  }

  /// The analysis of the sums of one metric, a unit for each row: per variant.
  func analysis(_ moments: [Moments]) async throws -> ExperimentAnalysis {
    let units = moments.map(\.count)
    let cells = moments.map { MetricCell(kept: $0.count, moments: $0, dropped: [:]) }
    let group = SummaryGroup(units: units, rowsKept: units.reduce(0, +), cells: [cells])
    return try await analysis(
      ScopeSummary(
        exposure: ExposureLedger(units: units, rowsKept: group.rowsKept, drops: []), groups: [group]))
  }
}
