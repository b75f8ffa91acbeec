internal import Diagnostics
internal import Planning
internal import Statistics
internal import SummarySQL

/// A curve over doses with what it was fitted to.
struct DoseFit {
  let method: DoseResponseMethod
  let rows: Result<[DoseRow], NotEstimable>
  let curve: Result<DoseCurve, NotEstimable>
  /// Units behind the curve.
  let units: Int
  /// Whether some covariates were constant or followed from others.
  let droppedCovariates: Bool
  /// Whether the dose was not drawn by lot: units brought it with them, so that it may stand for other things.
  let isAssociation: Bool

  init(_ method: DoseResponseMethod, _ source: MetricRows, _ cells: [MetricCell]) {
    let (plan, metric) = (source.plan, source.metric)
    self.method = method
    let all = Result { () throws(NotEstimable) in try source.doses(hasColumn: method.column != nil, cells) }
    let independent = all.map { $0.withIndependentCovariates() }
    let rows = independent.map(\.rows)
    self.rows = rows
    droppedCovariates = (try? independent.get())?.isComplete == false
    let errors: RegressionErrors = metric.isClustered ? .clustered : method.isLogistic ? .model : .robust(.hc2)
    curve = Result { () throws(NotEstimable) in
      let rows = try rows.get()
      let curve = try DoseCurve(rows, try method.shape(for: rows), method.link, errors)
      if let clusters = curve.clusters, clusters < ClusterLimits.fewestOfCurve { throw .tooFew }
      return curve
    }
    units = (try? rows.get()).map { Int($0.reduce(0) { $0 + $1.count }) } ?? cells.reduce(0) { $0 + $1.kept }
    isAssociation = !plan.header.isRandomized || !Self.isAssigned(source, method)
  }

  /// Whether each variant has one dose, so that the lot that drew the variant drew the dose.
  private static func isAssigned(_ source: MetricRows, _ method: DoseResponseMethod) -> Bool {
    guard method.column != nil else { return true }
    guard let rows = source.rows else { return false }
    var doses: [Int: Double] = [:]
    for (arm, values) in zip(rows.arms, rows.values) {
      if doses[arm, default: values[1]] != values[1] { return false }
      doses[arm] = values[1]
    }
    return true
  }
}
