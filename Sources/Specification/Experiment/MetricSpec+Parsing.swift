import Diagnostics
import Statistics
internal import Terms

extension ValueReader {
  /// One or more metrics with names of their own. Faulty ones are left out.
  func metrics() -> [MetricSpec]? {
    guard let elements = elements() else { return nil }
    guard !elements.isEmpty else {
      faults.error(
        .noMetrics, at: place, "\(name) is empty", remedy: "add { \"name\": ..., \"type\": ..., \"column\": ... }")
      return nil
    }
    let primary = Self.primary(among: elements.map(\.statedRole))
    let metrics = elements.enumerated().compactMap { $0.element.metric(becomesPrimary: $0.offset == primary) }
      .flatMap(\.expanded)
    var names = Set<String>()
    for metric in metrics where !names.insert(metric.name.value).inserted {
      faults.error(
        .duplicateMetric, at: metric.name.place, "two metrics are named \(quoted(metric.name.value))",
        remedy: "rename one of them")
    }
    return metrics
  }

  /// The position of the metric that becomes primary as none is declared to be: the first without a role, or the first one. nil where
  /// one is, and where all have roles and one is a guardrail: then nothing has to improve.
  private static func primary(among roles: [String?]) -> Int? {
    guard !roles.contains("primary") else { return nil }
    return roles.firstIndex(of: nil) ?? (roles.contains("guardrail") ? nil : 0)
  }

  /// The text under `role`, looked up before the metric is read.
  private var statedRole: String? {
    guard case .object(let members) = node.value,
      case .string(let text) = members.first(where: { $0.key.value == "role" })?.value.value
    else { return nil }
    return text.text
  }

  private func metric(becomesPrimary: Bool) -> MetricSpec? {
    let type = metricType
    let preset = MetricPresets.preset(statedType)
    let kind = (preset?.name ?? type?.type).map { "a metric of type \(quoted($0))" } ?? "a metric"
    guard let object = ObjectReader(node, kind, .metric(type), faults: faults, isOpen: type == nil) else { return nil }
    let name = object.value("name")?.displayName()
    _ = object.word("type", MetricTypes.vocabulary)
    let general = type.flatMap { $0.init(object) }
    let metric = general.map { preset?.adapt($0) ?? $0 }
    let role = object.role(becomesPrimary: becomesPrimary)
    let direction = object.word("direction", Vocabularies.direction)?.value ?? preset?.direction ?? .increase
    let title = object.value("title")?.string()
    // A metric that names a fact filters its events, and reads the condition itself.
    let condition = object.mentions("fact") ? nil : object.value("where")?.expression(as: .truth)
    let maturity = object.maturity(of: metric)
    let missing = object.missing(of: metric)
    let mde = object.value("mde")?.amount(of: metric)
    let question = object.question(of: metric, direction)
    let (covariates, earlier) = object.covariates(of: metric)
    let slopes = object.word("slopes", Vocabularies.slopes)?.value ?? .arm
    let cap = object.value("cap")?.cap(of: metric)
    object.checkCap(cap, metric, earlier)
    let alpha = object.value("alpha")?.errorRate()
    let sides = object.sides(direction, question)
    let test = object.test(type)
    guard let name, let metric else { return nil }
    var spec = MetricSpec(
      name: name, metric: metric, title: title?.value, role: role, direction: direction, where: condition,
      missing: missing, mde: mde, question: question, covariates: covariates.map(\.name), earlier: earlier,
      slopes: slopes, cap: cap,
      alpha: alpha, sides: sides, test: test, maturity: maturity, preset: preset?.name,
      dropsUnitsWithoutEvents: object.mentions("missing") && missing == .drop, statesMissing: object.mentions("missing")
    )
    spec.computedCovariates = covariates.compactMap(\.computed)
    return spec
  }

  /// The type under `type`, where it is one that can be analyzed; its faults are reported later.
  private var metricType: (any Metric.Type)? {
    if let preset = MetricPresets.preset(statedType) {
      return preset.type(hasNumerator: memberNames.contains("numerator"))
    }
    return MetricTypes.all.first { $0.type == statedType }
  }

  private var statedType: String? {
    guard case .object(let members) = node.value,
      case .string(let text) = members.first(where: { $0.key.value == "type" })?.value.value
    else { return nil }
    return text.text
  }
}

extension ObjectReader {
  /// A cap of the time before exposure needs to know how long that is.
  fileprivate func checkCap(_ cap: CapSpec?, _ metric: (any Metric)?, _ earlier: [Positioned<TimeSpan>]) {
    guard let cap, cap.source == .earlier else { return }
    guard let span = earlier.first?.value else {
      faults.error(
        .unsuitableCap, at: cap.place,
        "the cap is a quantile of the values before exposure, but the metric has no such values",
        remedy:
          "add \"covariates\": [{ \"metric\": \"self\", \"before\": \"28d\" }], with the length of the time before exposure, or leave \"from\" out"
      )
      return
    }
    guard let window = metric?.terms.first?.fact?.window, window.to - window.from != span.microseconds else { return }
    faults.warning(
      .unsuitableCap, at: cap.place,
      "the cap is a quantile over \(span.text) before exposure, but the metric's window has another length",
      remedy: "make \"before\" as long as the window: a longer time makes larger values")
  }

  fileprivate func role(becomesPrimary: Bool) -> MetricRole {
    let stated = word("role", Vocabularies.role)
    guard becomesPrimary else { return stated?.value ?? .secondary }
    if let stated {
      faults.warning(
        .noPrimaryMetric, at: stated.place,
        "no metric is primary, so the first one is taken as primary despite its role \"\(stated.value.rawValue)\"",
        remedy: "give the role \"primary\" to the metric that decides")
    }
    return .primary
  }

  fileprivate func missing(of metric: (any Metric)?) -> MissingRule {
    if metric?.timeToEvent != nil, let value = value("missing") {
      faults.error(
        .misplacedKey, at: value.place, "\(name) has \"missing\"",
        remedy: "leave it out: the time of a unit without the event is censored, not missing")
    }
    guard let rule = word("missing", Vocabularies.missing) else {
      // A unit without events did nothing, which is zero.
      return metric.map { !$0.terms.isEmpty && $0.terms.allSatisfy { !$0.facts.isEmpty } } ?? false ? .zero : .drop
    }
    if rule.value == .zero, metric?.takesLogarithm ?? false {
      faults.error(
        .unsuitableLogarithm, at: rule.place, "a missing value that counts as zero has no logarithm",
        remedy: "leave \"missing\" out: units without a value above zero are dropped")
    }
    return rule.value
  }

  /// Columns, each once and none the outcome itself; and spans before exposure, each once.
  fileprivate func covariates(
    of metric: (any Metric)?
  ) -> (columns: [ColumnChoice], earlier: [Positioned<TimeSpan>]) {
    guard let elements = value("covariates")?.elements() else { return ([], []) }
    var earlier: [Positioned<TimeSpan>] = []
    var seen = Set<String>()
    let outcomes = metric?.terms.flatMap(\.columns) ?? []
    let columns = elements.compactMap { element -> ColumnChoice? in
      if element.isEarlierSpan {
        guard let span = element.earlierSpan(of: metric) else { return nil }
        if earlier.contains(where: { $0.value.microseconds == span.value.microseconds }) {
          faults.error(
            .duplicateAttribute, at: span.place, "\"covariates\" has the same time before exposure twice",
            remedy: "remove one of them")
        } else {
          earlier.append(span)
        }
        return nil
      }
      guard let choice = element.column() else { return nil }
      let column = choice.name
      let read = [column.value] + (choice.computed?.value?.columns.map(\.name) ?? [])
      guard outcomes.allSatisfy({ !read.contains($0) }) else {
        faults.error(
          .unsuitableCovariate, at: column.place,
          choice.computed?.value == nil
            ? "the covariate \(quoted(column.value)) is a column that the metric reads"
            : "the covariate \(quoted(column.value)) is made of a column that the metric reads",
          remedy: "name a column that was known before exposure, such as the same value in an earlier period")
        return nil
      }
      guard seen.insert(column.value).inserted else {
        faults.error(
          .duplicateAttribute, at: column.place, "\"covariates\" has \(quoted(column.value)) twice",
          remedy: "remove one of them")
        return nil
      }
      return choice
    }
    return (columns, earlier)
  }

  /// Which keys of a window the metric has a use for.
  fileprivate func maturity(of metric: (any Metric)?) -> MaturityRule {
    let rule = word("maturity", Vocabularies.maturity)
    // Units that are not watched to the end are what a time to an event is made for.
    let standard: MaturityRule = metric?.timeToEvent == nil ? .complete : .all
    guard let metric else { return rule?.value ?? standard }
    let bound = type(of: metric).windowKey
    guard bound != nil || !metric.terms.contains(where: { $0.fact != nil }) else { return rule?.value ?? standard }
    for key in ["after", "within", "calendar"] + (bound == nil ? ["maturity"] : []) {
      guard let value = value(key) else { continue }
      faults.error(
        .misplacedKey, at: value.place,
        bound == nil ? "\(name) has \(quoted(key)) without \"fact\"" : "\(name) has \(quoted(key))",
        remedy: bound.map {
          "leave it out: \(quoted($0.key)) limits the \($0.bounds) from exposure"
        }
          ?? "leave it out: a window selects events of a fact")
    }
    return rule?.value ?? standard
  }

  fileprivate func sides(_ direction: Direction, _ question: Question) -> Sides {
    guard let value = value("sided"),
      let number = value.number("1 or 2", remedy: "write 1 or 2", where: { $0 == 1 || $0 == 2 })
    else { return .two }
    switch question {
    case .superiority, .claim: break
    case .minimumEffect, .nonInferiority, .equivalence:
      faults.error(
        .unsuitableTest, at: number.place, "\"sided\" applies only to the question whether variants differ",
        remedy: "leave it out: a margin and a minimum effect are tested one-sided, equivalence two-sided")
    }
    guard number.value == 1 else { return .two }
    if direction == .neutral {
      faults.error(
        .neutralOneSided, at: number.place, "a neutral metric has no good direction to test",
        remedy: "write \"sided\": 2, or give the metric the direction \"increase\" or \"decrease\"")
    }
    return .one
  }

  fileprivate func test(_ type: (any Metric.Type)?) -> MetricTest {
    guard let test = word("test", Vocabularies.test) else { return .auto }
    if let type, !type.tests.contains(test.value) {
      faults.error(
        .unsuitableTest, at: test.place,
        "the test \"\(test.value.rawValue)\" does not apply to a metric of type \"\(type.type)\"",
        remedy: use(oneOf: type.tests.map(\.rawValue)))
    }
    return test.value
  }
}
