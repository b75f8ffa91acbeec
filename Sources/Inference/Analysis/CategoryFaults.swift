internal import Diagnostics
internal import Planning

/// Covariates and segments with so many values that they are no categories: a column of names, or of numbers written oddly.
struct CategoryFaults {
  /// The values that a categorical covariate may have: each is a column of the regression.
  static let mostCategories = 50

  let plan: AnalysisPlan
  let groups: [SummaryGroup]

  func check() throws(DiagnosticList) {
    var found: [Diagnostic] = []
    for metric in plan.metrics {
      for column in metric.categories {
        guard let key = plan.grouping.keys.firstIndex(of: column),
          let place = metric.covariates.first(where: { $0.value == column })?.place
        else { continue }
        let count = Set(groups.map { $0.keys[key] }).count
        guard count > Self.mostCategories else { continue }
        found.append(
          Diagnostic(
            code: .tooManyCategories, at: place,
            "the covariate \(quoted(column)) of \(quoted(metric.name)) has \(count) different texts, but at most \(Self.mostCategories) are allowed as categories",
            remedy:
              "name a column with fewer categories; or, if these are numbers, say with \"numbers\" in \"data\" how they are written"
          ))
      }
    }
    if !found.isEmpty { throw DiagnosticList(found) }
  }
}
