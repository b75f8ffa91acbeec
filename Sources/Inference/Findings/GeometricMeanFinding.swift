internal import Planning
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
package struct GeometricMeanFinding: Finding {
  package static let key = "geometric_means"
  package static let title = "Geometric means"
  package static let place = FindingPlace.results

  /// Each comparison of logarithms, in all units and then in segments.
  private let compared: [(metric: ReportedMetric, variant: String, answer: Answer)]
  private let titleForLift: String

  package init(_ source: FindingSource) {
    let results = source.results
    compared = (results.metrics + results.segments.flatMap(\.metrics)).filter(\.metric.isLogarithm).flatMap { metric in
      metric.comparisons.flatMap { comparison in
        comparison[.absolute].map { [(metric.metric, comparison.variant, $0)] } ?? []
      }
    }
    titleForLift = source.plan.header.titleForLift
  }

  package var body: [Block] {
    guard !compared.isEmpty else { return [] }
    let table = NumericTable(
      columns: [
        .init("Metric"), .init("Variant"), .init("Control", .trailing), .init("Variant value", .trailing),
        .init("\(titleForLift) (CI)", .trailing),
      ],
      rows: compared.map { metric, variant, answer in
        [
          .name(metric.title), .name(variant), .init(mean(answer.control)), .init(mean(answer.variant)),
          .init(lift(answer)),
        ]
      })
    return [
      .paragraph(
        "The exponential of a mean logarithm is the geometric mean. The p-values and verdicts are those of the logarithms."
      ),
      .table(table),
    ]
  }

  private func mean(_ arm: Answer.Arm) -> Quantity {
    guard let logarithm = arm.value, exp(logarithm).isFinite else { return .missing }
    let width = arm.interval.map { exp($0.upper) - exp($0.lower) } ?? .infinity
    return .value(exp(logarithm), in: .plain, resolution: width.isFinite ? width / 4 : nil)
  }

  private func lift(_ answer: Answer) -> Quantity {
    guard let difference = answer.estimate, exp(difference).isFinite else { return .missing }
    return .estimate(
      expm1(difference), answer.interval.map { Interval(expm1($0.lower), expm1($0.upper)) },
      NumberScale(.lift, resolution: answer.standardError.map { $0 * exp(difference) }))
  }
}
