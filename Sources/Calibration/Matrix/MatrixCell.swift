package import Diagnostics
internal import Planning
internal import Specification
internal import Statistics
internal import Tables
package import Terms

/// One cell of the matrix: a metric with one choice on each axis, as a spec that a user could write.
package struct MatrixCell: Sendable {
  package let kind: MatrixKind
  package let units: MatrixUnits
  package let adjustment: MatrixAdjustment
  package let test: MetricTest

  /// Assigned units in each variant.
  package let assigned: Int

  /// - Parameter assigned: other than on the page.
  package init(
    _ kind: MatrixKind, _ units: MatrixUnits, _ adjustment: MatrixAdjustment, _ test: MetricTest, assigned: Int? = nil
  ) {
    self.kind = kind
    self.units = units
    self.adjustment = adjustment
    self.test = test
    self.assigned = assigned ?? Self.assigned(units, test)
  }

  /// Every cell, by metric, then by the tests that its type has, assigned unit and adjustment.
  package static let all = MatrixKind.all.flatMap { kind in kind.metric.tests.flatMap { cells(of: kind, $0) } }

  package static func cells(of kind: MatrixKind, _ test: MetricTest) -> [MatrixCell] {
    MatrixUnits.allCases.flatMap { units in MatrixAdjustment.allCases.map { MatrixCell(kind, units, $0, test) } }
  }

  /// Tells the cell from all others; its random numbers follow from this text and the seed.
  package var key: String { "\(kind.name)|\(units.rawValue)|\(adjustment.rawValue)|\(test.rawValue)" }

  /// Replicates of a bootstrap and draws of a randomization test: 121·0.025 and 121·0.05 are barely above whole numbers, so
  /// that the attainable level is next to the nominal one.
  package static let replicates = 120

  /// Many where one analysis takes little.
  private static func assigned(_ units: MatrixUnits, _ test: MetricTest) -> Int {
    switch (units, test) {
    case (.units, .auto), (.units, .score): 500
    case (.clusters, .auto), (.clusters, .score): 100
    case (.units, .bootstrap), (.clusters, .bootstrap): 60
    case (.units, _), (.clusters, _): 40
    case (.fewClusters, _): 20
    case (.veryFewClusters, _): 5
    }
  }

  /// The name of the metric that asks for a difference.
  static let difference = "difference"

  /// The questions beside "no difference" that the program takes; asked where a statistic answers them.
  package var askedQuestions: [MatrixQuestion] {
    test == .auto && !losesAdjustment ? MatrixQuestion.allCases.filter { refusal(of: $0) == nil } : []
  }

  /// Whether the test inverts to the interval that is printed; beside others stands the one of the fixed test.
  package var hasOwnInterval: Bool { !test.isExact && test != .randomization }

  /// Whether the units are too few for any adjustment, so that the cell is computed as the one without.
  package var losesAdjustment: Bool { units == .veryFewClusters && adjustment != .none }

  /// The spec, whose first metric asks for a difference and the others a question each, about the effect that is true.
  func spec(asking questions: [MatrixQuestion]) -> String {
    let own = #""type": "\#(kind.metric.type)", \#(kind.keys)"#
    let common =
      own + (adjustment.hasCovariates ? #", "covariates": ["earlier"]"# : "") + #", "test": "\#(test.rawValue)""#
    let truths = kind.outcome.truths(lift: Calibration.matrixLift)
    let amount =
      kind.outcome.hasLift
      ? MatrixQuestion.Amount.lift(truths[.relative] ?? 0) : .difference(truths[.absolute] ?? 0)
    let metrics =
      [#"{ "name": "\#(Self.difference)", \#(common) }"#]
      + questions.map { #"{ "name": "\#($0.rawValue)", \#(common), \#($0.keys(amount)) }"# }
    let data =
      #""source": "simulated.parquet", "unit": "unit", "attributes": ["segment", "earlier"]"#
      + (kind.outcome.isFollowed ? #", "time": "at""# : "")
      + (kind.outcome.isOfEvents ? #", "rows": "events""# : "") + (units.isClustered ? #", "cluster": "cluster""# : "")
    let strata = adjustment.hasStrata ? #", "strata": ["segment"]"# : ""
    let facts = #", "facts": { "orders": { "source": "events.parquet", "unit": "unit", "time": "at" } }"#
    let whole = kind.outcome.isFollowed ? #""assignments": { \#(data) }\#(facts)"# : data
    // An experiment that a gate voids by chance has an answer all the same.
    let accepted = Gate.allCases.map { "\"\($0.rawValue)\": \"nothing is wrong with drawn units\"" }.joined(
      separator: ", ")
    let doses = kind.hasDoses ? [#", "dose": 0"#, #", "dose": 1"#] : ["", ""]
    return """
      { "abtest": 1, "name": "matrix", "data": { \(whole) },
        "variants": [{ "name": "control", "control": true\(doses[0]) }, { "name": "variant"\(doses[1]) }],
        "metrics": [\(metrics.joined(separator: ", "))]\(strata),
        "inference": { "correction": "none", "replicates": \(Self.replicates) },
        "decision": { "accept": { \(accepted) } } }
      """
  }

  /// The plan of the spec.
  ///
  /// - Throws: why the program refuses it.
  func plan(asking questions: [MatrixQuestion]) throws(DiagnosticList) -> AnalysisPlan {
    let parsed = ExperimentSpec.parse(bytes: Array(spec(asking: questions).utf8), file: "spec.json")
    guard let spec = parsed.spec else { throw parsed.diagnostics }
    let times = [TableSchema.Field(name: "at", type: .instant)]
    let numbers = (["earlier"] + kind.outcome.columns).map { TableSchema.Field(name: $0, type: .real) }
    let texts = ["unit", "cluster", "variant", "segment"].map { TableSchema.Field(name: $0, type: .text) }
    let facts = spec.data.facts.map {
      FactTable(fact: $0, parts: [], schema: TableSchema(fields: texts.prefix(1) + times))
    }
    return try AnalysisPlan(spec, parts: [], schema: TableSchema(fields: texts + numbers + times), facts: facts)
  }

  /// What the plan calls the columns of the outcome.
  func columns(_ plan: AnalysisPlan) -> [String] {
    plan.survivals.first.map { [$0.duration, $0.occurrence] } ?? kind.outcome.columns
  }

  /// Why the program refuses the cell; nil where it does not.
  package var refusal: Diagnostic? { refusal(asking: []) }

  /// Why it refuses a question of the cell.
  package func refusal(of question: MatrixQuestion) -> Diagnostic? { refusal(asking: [question]) }

  private func refusal(asking questions: [MatrixQuestion]) -> Diagnostic? {
    do throws(DiagnosticList) {
      _ = try plan(asking: questions)
      return nil
    } catch { return error.diagnostics.first }
  }
}
