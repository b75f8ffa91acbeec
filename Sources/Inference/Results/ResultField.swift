internal import Statistics

/// A value of a result before any format has touched it.
public enum ResultValue: Sendable, Equatable {
  case text(String)
  case integer(Int)
  /// Finite, or infinite for an open end of an interval.
  case number(Double)
  case missing

  init(_ number: Double?) { self = number.map(ResultValue.number) ?? .missing }
  init(_ text: String?) { self = text.map(ResultValue.text) ?? .missing }
}

/// One column of the result table: its name and what a row has in it.
public struct ResultField: Sendable {
  public let name: String
  public let value: @Sendable (ResultRow) -> ResultValue

  private init(_ name: String, _ value: @escaping @Sendable (ResultRow) -> ResultValue) {
    self.name = name
    self.value = value
  }

  /// Every column, in the order in which it is written.
  public static let all: [ResultField] = identity + values + inference + outcome

  private static let identity = [
    ResultField("experiment") { .text($0.experiment) },
    ResultField("metric") { .text($0.metric) },
    ResultField("type") { .text($0.type) },
    ResultField("role") { .text($0.role.rawValue) },
    ResultField("family") { .text($0.family) },
    ResultField("segment") { ResultValue($0.segment?.attribute) },
    ResultField("segment_value") { ResultValue($0.segment?.value) },
    ResultField("control") { .text($0.control) },
    ResultField("variant") { .text($0.variant) },
    ResultField("estimand") { .text($0.estimand.rawValue) },
    ResultField("hypothesis") { .text($0.hypothesis.rawValue) },
    ResultField("path") { .text($0.path) },
    ResultField("look") { _ in .missing },
  ]

  private static let values = [
    ResultField("n_control") { .integer($0.nControl) },
    ResultField("n_variant") { .integer($0.nVariant) },
    ResultField("value_control") { ResultValue($0.valueControl) },
    ResultField("value_control_low") { ResultValue($0.valueControlInterval?.lower) },
    ResultField("value_control_high") { ResultValue($0.valueControlInterval?.upper) },
    ResultField("value_variant") { ResultValue($0.valueVariant) },
    ResultField("value_variant_low") { ResultValue($0.valueVariantInterval?.lower) },
    ResultField("value_variant_high") { ResultValue($0.valueVariantInterval?.upper) },
    ResultField("estimate") { ResultValue($0.estimate) },
    ResultField("std_error") { ResultValue($0.standardError) },
    ResultField("ci_low") { ResultValue($0.interval?.lower) },
    ResultField("ci_high") { ResultValue($0.interval?.upper) },
  ]

  private static let inference = [
    ResultField("level") { .number($0.level) },
    ResultField("alternative") { .text($0.alternative.rawValue) },
    ResultField("alpha") { .number($0.alpha) },
    ResultField("null_value") { .number($0.nullValue) },
    ResultField("statistic") { ResultValue($0.statistic) },
    ResultField("df") { ResultValue($0.degreesOfFreedom) },
    ResultField("p_value") { ResultValue($0.pValue) },
    ResultField("p_adjusted") { ResultValue($0.adjustedP) },
    ResultField("ci_low_adjusted") { ResultValue($0.adjustedInterval?.lower) },
    ResultField("ci_high_adjusted") { ResultValue($0.adjustedInterval?.upper) },
    ResultField("method") { .text($0.method) },
    ResultField("design") { .text($0.design) },
    ResultField("variance_reduction") { ResultValue($0.varianceReduction) },
    ResultField("design_effect") { ResultValue($0.designEffect) },
  ]

  private static let outcome = [
    ResultField("status") { .text($0.status?.rawValue ?? "ok") },
    ResultField("verdict") { ResultValue($0.verdictText) },
    ResultField("reason") { ResultValue($0.reason) },
    ResultField("warnings") { .text($0.warnings.map(\.rawValue).joined(separator: ";")) },
  ]
}

extension ResultRow {
  package var record: Record {
    Record(
      ResultField.all.map { field in
        let value: Record =
          switch field.value(self) {
          case .text(let text): .text(text)
          case .integer(let number): .count(number)
          case .number(let number): .number(number)
          case .missing: .number(nil)
          }
        return (field.name, value)
      })
  }
}
