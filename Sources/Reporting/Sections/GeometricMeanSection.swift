internal import Diagnostics
internal import Inference
internal import Specification
internal import Statistics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What mean logarithms say of the numbers themselves: geometric means, and their ratio less 1.
///
/// The exponential is monotone, so the ends of an interval of logarithms become those of an interval of ratios at the same
/// level, and the p-value stays.
struct GeometricMeanSection {
  let analysis: ExperimentAnalysis

  private var rows: [ResultRow] {
    let metrics = analysis.spec.metrics.filter(\.metric.takesLogarithm).map(\.name.value)
    return analysis.rows.filter { metrics.contains($0.metric) && $0.estimand == .absolute && $0.isOfDifference }
  }

  var blocks: [Block] {
    guard !rows.isEmpty else { return [] }
    let table = TextTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Control", .trailing), .init("Variant value", .trailing),
        .init("\(analysis.titleForLift) (CI)", .trailing),
      ],
      rows: rows.map { row in
        [
          .init(analysis.title(of: row.metric)), .init(row.variant),
          .init(mean(row.valueControl, row.valueControlInterval)),
          .init(mean(row.valueVariant, row.valueVariantInterval)), .init(lift(row)),
        ]
      })
    return [
      .heading(3, "Geometric means"),
      .paragraph(
        "The exponential of a mean logarithm is the geometric mean. The p-values and verdicts are those of the logarithms."
      ),
      .table(table),
    ]
  }

  private func mean(_ logarithm: Double?, _ interval: Interval?) -> String {
    guard let logarithm, exp(logarithm).isFinite else { return "—" }
    let width = interval.map { exp($0.upper) - exp($0.lower) } ?? .infinity
    return NumberStyle.value(exp(logarithm), scale: width.isFinite ? width / 4 : nil)
  }

  private func lift(_ row: ResultRow) -> String {
    guard let difference = row.estimate, exp(difference).isFinite else { return "—" }
    let scale = row.standardError.map { $0 * exp(difference) }
    func percent(_ difference: Double) -> String {
      NumberStyle.percent(expm1(difference), scale: scale, signed: true)
    }
    guard let interval = row.interval else { return percent(difference) }
    return "\(percent(difference)) (\(percent(interval.lower)) to \(percent(interval.upper)))"
  }
}
