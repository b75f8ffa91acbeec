internal import Diagnostics
internal import Planning
internal import Specification
internal import Statistics
internal import SummarySQL

/// What is asked about a curve.
struct DoseQuestion {
  /// What the dose is called: its column, or `dose` where variants have it.
  let name: String
  /// Whether units have doses of their own, instead of those of their variants.
  let hasColumn: Bool
  /// The doses whose outcomes are compared: the effect is that of `to` relative to `from`.
  let from: Double
  let to: Double
  /// The shape of the curve, as a spec names it.
  let model: String
  /// Whether the test of a trend decides.
  let isTrend: Bool
  let method: DoseResponseMethod
}

/// A curve over doses with what it was fitted to.
struct DoseFit {
  let question: DoseQuestion
  var name: String { question.name }
  let rows: Result<[DoseRow], NotEstimable>
  let curve: Result<DoseCurve, NotEstimable>
  /// Units behind the curve.
  let units: Int
  /// Whether some covariates were constant or followed from others.
  let droppedCovariates: Bool
  /// Whether the dose was not drawn by lot: units brought it with them, so that it may stand for other things.
  let isAssociation: Bool

  /// Clusters below which the errors of a curve say too little: by simulation those of ten err in up to 14 % instead of 5 %.
  static let fewestClusters = 20

  init(_ question: DoseQuestion, _ source: MetricRows, _ cells: [MetricCell]) {
    let (plan, metric, method) = (source.plan, source.metric, question.method)
    self.question = question
    let all = Result { () throws(NotEstimable) in try source.doses(hasColumn: question.hasColumn, cells) }
    let independent = all.map { $0.withIndependentCovariates() }
    let rows = independent.map(\.rows)
    self.rows = rows
    droppedCovariates = (try? independent.get())?.isComplete == false
    let errors: RegressionErrors = metric.isClustered ? .clustered : method.isLogistic ? .model : .robust(.hc2)
    curve = Result { () throws(NotEstimable) in
      let rows = try rows.get()
      let curve = try DoseCurve(rows, try method.shape(for: rows), method.link, errors)
      if let clusters = curve.clusters, clusters < Self.fewestClusters { throw .tooFew }
      return curve
    }
    units = (try? rows.get()).map { Int($0.reduce(0) { $0 + $1.count }) } ?? cells.reduce(0) { $0 + $1.kept }
    isAssociation = !plan.spec.randomized || !Self.isAssigned(source, question)
  }

  /// Whether each variant has one dose, so that the lot that drew the variant drew the dose.
  private static func isAssigned(_ source: MetricRows, _ question: DoseQuestion) -> Bool {
    guard question.hasColumn else { return true }
    guard let rows = source.rows else { return false }
    var doses: [Int: Double] = [:]
    for (arm, values) in zip(rows.arms, rows.values) {
      if doses[arm, default: values[1]] != values[1] { return false }
      doses[arm] = values[1]
    }
    return true
  }
}
