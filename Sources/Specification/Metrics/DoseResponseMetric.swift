package import Diagnostics
package import Statistics
package import Terms

/// How an outcome changes with a dose, such as conversion with the seconds that a page takes to load.
///
/// It is an effect only where the dose was drawn by lot; a dose that units brought with them is associated
/// (Methods/dose-response, "Assumptions").
package struct DoseResponseMetric: Metric {
  package static let type = "dose-response"
  package static let summary = "how an outcome changes with a dose"
  package static let keys: [KeyRule] = [
    .required("outcome", "{ \"type\": \"proportion\" or \"mean\", \"column\": ... }"),
    .optional("dose", "the column with the dose of each unit, instead of the variants' doses"),
    .required("model", "the shape of the curve"),
    .required("compare", "[from, to], the doses whose outcomes are compared"),
  ]
  package static let tests: [MetricTest] = [.auto]

  /// What is measured at each dose.
  package enum Outcome: Sendable, Equatable {
    case proportion(ProportionMetric)
    case mean(MeanMetric)

    var metric: any Metric {
      switch self {
      case .proportion(let metric): metric
      case .mean(let metric): metric
      }
    }
  }

  package let outcome: Outcome
  package let response: DoseResponse

  package init?(_ object: ObjectReader) {
    let outcome = object.value("outcome")?.outcome()
    for key in ["after", "within", "calendar"] {
      guard let value = object.value(key) else { continue }
      object.faults.error(
        .misplacedKey, at: value.place, "\(quoted(key)) is not a key of \(object.name)",
        remedy: "it belongs in \"outcome\", if the outcome is over a fact")
    }
    let column = object.value("dose").map { $0.label() }
    let model = object.word("model", Vocabularies.doseModel)
    let doses = object.value("compare")?.doses()
    guard let outcome, column.map({ $0 != nil }) ?? true, let model, let doses else { return nil }
    let isProbability = outcome.metric.isProbability
    if !isProbability, model.value == .trend || model.value == .logistic {
      object.faults.error(
        .unsuitableDose, at: model.place,
        "the model \(quoted(model.value.rawValue)) is for shares, but the outcome is a mean",
        remedy: "write \"linear\" or \"spline\"")
    }
    self.outcome = outcome
    response = DoseResponse(
      model: model.value, column: column ?? nil, from: doses.value.from, to: doses.value.to, place: doses.place,
      isProbability: isProbability)
  }

  package var terms: [MetricTerm] {
    outcome.metric.terms + (response.column.map { [MetricTerm(.dose, $0, .number)] } ?? [])
  }
  package var functional: Functional { .mean }
  package func method(_ setting: ComparisonSetting) -> ComparisonMethod {
    .doses(
      DoseResponseMethod(
        response.model, isLogistic: response.isLogistic, column: response.column?.value, from: response.from,
        to: response.to))
  }
  package var estimands: [Estimand] {
    outcome.metric.takesLogarithm ? [.absolute] : [.absolute, .relative] + (response.isLogistic ? [.oddsRatio] : [])
  }
  package var isProbability: Bool { outcome.metric.isProbability }
  package var inWords: String? { outcome.metric.inWords }
  package static let segments = SegmentDemand.none

  /// A curve is fitted to single rows where sums per variant do not tell their doses, covariates or clusters.
  package func rows(_ setting: ComparisonSetting) -> RowDemand {
    guard response.column != nil else { return setting.isAdjusted ? .all : .none }
    return setting.isClustered ? .unitsOfClusters : .all
  }
}

extension DoseResponseMetric {
  /// Doses are needed, of units or of variants, and rows of units that they can be read from.
  package func undefined(in setting: MetricSetting) -> [Undefined] {
    var all: [Undefined] = []
    if setting.rows == .events {
      all.append(
        Undefined(
          .unsuitableRows, at: setting.name.place,
          "\(setting.metric) needs the dose of each unit, but the rows are events",
          remedy: "sum the events to units first, each with its dose"))
    }
    if response.model == .trend, let obstacle = setting.explaining {
      all.append(
        Undefined(
          .unsuitableDose, at: setting.name.place,
          "\(setting.metric) has the model \"trend\", whose test is undefined with \(obstacle)",
          remedy: "write \"linear\", which supports them"))
    }
    if setting.cluster != nil, let place = setting.covariate {
      all.append(
        Undefined(
          .notSupportedYet, at: place,
          "covariates are not supported yet for a dose-response metric with clusters",
          remedy: "leave \"covariates\" out"))
    }
    if response.column == nil, !setting.variants.isEmpty { all += undefinedDoses(setting) }
    return all
  }

  /// What is wrong with the doses of the variants.
  private func undefinedDoses(_ setting: MetricSetting) -> [Undefined] {
    let name = setting.metric
    func fault(at place: SourcePlace? = nil, _ message: String, remedy: String) -> [Undefined] {
      [Undefined(.unsuitableDose, at: place ?? setting.name.place, message, remedy: remedy)]
    }
    let without = setting.variants.filter { $0.dose == nil }
    guard without.isEmpty else {
      return fault(
        "\(name) does not name a column with \"dose\", and \(listed(without.map { quoted($0.name.value) })) \(without.count == 1 ? "has" : "have") no dose",
        remedy: "name the column with the dose of each unit, or give every variant a \"dose\"")
    }
    let doses = setting.variants.compactMap(\.dose?.value)
    guard let low = doses.min(), let high = doses.max(), low < high else {
      return fault(
        "\(name) has no two doses to compare: all variants have the same dose",
        remedy: "give the variants different doses")
    }
    guard (low...high).contains(response.from), (low...high).contains(response.to) else {
      return fault(
        at: response.place,
        "\(name) compares doses outside those of the variants, which range from \(decimal(low)) to \(decimal(high))",
        remedy: "compare doses within this range; others were not tried")
    }
    let different = Set(doses).count
    if response.model == .spline, different < 3 {
      return fault(
        "\(name) fits a curve to \(different) doses, which are enough for a line only",
        remedy: "write \(response.isProbability ? "\"logistic\" or " : "")\"linear\"")
    }
    return []
  }
}

extension KeyTable {
  /// The outcome of a dose-response metric.
  package static func outcome(_ keys: [KeyRule]) -> KeyTable {
    KeyTable(
      [
        .required("type", "\"proportion\" or \"mean\""),
        .optional("after", "the time from exposure to the start of the window, over a fact"),
        .optional("within", "the length of the window, over a fact"),
        .optional("calendar", "whether the window counts local days"),
      ] + keys)
  }
}

extension ValueReader {
  /// A proportion or a mean of single units.
  fileprivate func outcome() -> DoseResponseMetric.Outcome? {
    let types: [any Metric.Type] = [ProportionMetric.self, MeanMetric.self]
    let vocabulary = Vocabulary<Int>("type of outcome", types.enumerated().map { ($0.element.type, $0.offset) })
    var stated: (any Metric.Type)?
    if case .object(let members) = node.value,
      case .string(let text) = members.first(where: { $0.key.value == "type" })?.value.value
    {
      stated = types.first { $0.type == text.text }
    }
    guard
      let object = ObjectReader(node, name, .outcome(stated?.keys ?? []), faults: faults, isOpen: stated == nil)
    else { return nil }
    guard object.word("type", vocabulary) != nil, let metric = stated?.init(object) else { return nil }
    if metric.needsAggregates {
      faults.error(
        .unsuitableDose, at: place, "the outcome of a dose-response metric needs single units, not counts",
        remedy: "name its \"column\"")
      return nil
    }
    switch metric {
    case let metric as ProportionMetric: return .proportion(metric)
    case let metric as MeanMetric: return .mean(metric)
    default: return nil
    }
  }

  /// Two different numbers.
  fileprivate func doses() -> Positioned<(from: Double, to: Double)>? {
    let remedy = "write for example [5, 1]: the effect of a dose of 1 relative to a dose of 5"
    guard let elements = elements() else { return nil }
    guard elements.count == 2 else {
      faults.error(
        .outOfRange, at: place,
        "\(name) has \(elements.count) \(elements.count == 1 ? "dose" : "doses") instead of two", remedy: remedy)
      return nil
    }
    let numbers = elements.map { $0.number("a number", remedy: remedy) { _ in true } }
    guard let from = numbers[0]?.value, let to = numbers[1]?.value else { return nil }
    guard from != to else {
      faults.error(.outOfRange, at: place, "\(name) names the same dose twice", remedy: remedy)
      return nil
    }
    return Positioned((from, to), at: place)
  }
}

/// What is asked about an outcome that changes with a dose.
package struct DoseResponse: Sendable, Equatable {
  package let model: DoseModel
  /// The column with each unit's dose; nil where the variants have doses.
  package let column: Positioned<String>?
  /// The doses whose outcomes are compared: the effect is that of `to` relative to `from`.
  package let from: Double
  package let to: Double
  /// The place of `compare` in the spec.
  package let place: SourcePlace
  package let isProbability: Bool

  /// Whether the curve is one of log odds.
  package var isLogistic: Bool {
    switch model {
    case .trend, .linear: false
    case .logistic: true
    case .spline: isProbability
    }
  }
}

extension Vocabularies {
  fileprivate static let doseModel = Vocabulary<DoseModel>("model")
}
