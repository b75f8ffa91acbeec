import Diagnostics
internal import Statistics
internal import Terms

/// What parts of a spec must agree on although each is right by itself.
struct SpecConsistency {
  let data: DataSpec
  let variants: [VariantSpec]
  let metrics: [MetricSpec]
  /// False where a variant is faulty, so that nothing can be said of all of them.
  let areVariantsKnown: Bool
  let faults: FaultCollector

  func check() {
    checkSources()
    if data.sources.isEmpty { checkNoLabels() } else { checkLabels() }
    checkRows()
    checkSecondTables()
    checkCrossing()
    checkWideRows()
    checkFacts()
    checkPhases()
  }

  /// The format that every file has.
  func format() -> SourceFormat? {
    let sources = data.sources.isEmpty ? variants.flatMap(\.sources) : data.sources
    guard !sources.isEmpty else {
      if areVariantsKnown {
        faults.error(
          .missingKey, at: data.place, "\"data\" has no key \"source\"",
          remedy: "add \"source\": a file \(SourceFormat.words), or give each variant a \"source\"")
      }
      return nil
    }
    return SourceFormat(allOf: sources, stated: data.form.format, faults)
  }

  private func checkSources() {
    let own = variants.filter { !$0.sources.isEmpty }
    if !data.sources.isEmpty {
      for variant in own {
        faults.error(
          .mixedSources, at: variant.sources[0].place,
          "the variant \(quoted(variant.name.value)) has a source, and so does \"data\"",
          remedy: "leave one of them out: either one table has a variant column, or each variant has its own files")
      }
    } else if areVariantsKnown {
      for variant in variants where variant.sources.isEmpty {
        faults.error(
          .mixedSources, at: variant.name.place,
          "the variant \(quoted(variant.name.value)) has no source, but others do",
          remedy: "give every variant a \"source\"")
      }
      var owners: [String: String] = [:]
      for variant in own {
        for source in variant.sources {
          if let owner = owners.updateValue(variant.name.value, forKey: source.value), owner != variant.name.value {
            faults.error(
              .duplicateSource, at: source.place,
              "the source \(quoted(source.value)) already belongs to the variant \(quoted(owner))",
              remedy: "give each variant files of its own")
          }
        }
      }
    }
  }

  private func checkNoLabels() {
    for variant in variants where variant.labels.first.map({ $0.place != variant.name.place }) ?? false {
      faults.error(
        .labelShape, at: variant.labels[0].place,
        "the variant \(quoted(variant.name.value)) has files of its own, so its labels are not used",
        remedy: "leave \"values\" out")
    }
  }

  private func checkLabels() {
    let columns = data.variant.map(\.value)
    for variant in variants {
      for label in variant.labels where label.parts.count != columns.count {
        let names = listed(columns.map(quoted))
        let shown = columns.count == 1 ? "[\"label\"]" : "[[\(listed(columns.map { _ in "\"label\"" }))]]"
        faults.error(
          .labelShape, at: label.place,
          "a label of the variant \(quoted(variant.name.value)) has \(label.parts.count) \(label.parts.count == 1 ? "part" : "parts"), but there \(columns.count == 1 ? "is 1 variant column" : "are \(columns.count) variant columns"): \(names)",
          remedy: "write \"values\": \(shown), one label for each column")
      }
    }
  }

  /// Exact tests count tables of two proportions; nothing can be adjusted there, and only "no difference" be tested.
  func checkExactTests(_ strata: [Positioned<String>]) {
    for metric in metrics where metric.test.isExact {
      let obstacle =
        !metric.covariates.isEmpty
        ? "covariates"
        : !strata.isEmpty
          ? "strata" : !data.phases.isEmpty ? "phases" : data.cluster != nil ? "clusters" : metric.question.obstacle
      guard let obstacle else { continue }
      faults.error(
        .unsuitableTest, at: metric.name.place,
        "the metric \(quoted(metric.name.value)) has the exact test \"\(metric.test.rawValue)\", which is undefined with \(obstacle)",
        remedy: "leave \"test\" out, or analyze without \(obstacle)")
    }
  }

  /// Strata and segments are attributes, so that each unit has one value of them.
  func checkAttributes(_ names: [Positioned<String>], _ key: String) {
    let known = data.attributes.map(\.value)
    for name in names where !known.contains(name.value) {
      let near = suggestion(for: name.value, among: known).map { "did you mean \(quoted($0))?" }
      faults.error(
        .unknownAttribute, at: name.place, "\(quoted(key)) names \(quoted(name.value)), which is not an attribute",
        remedy: near ?? "add it to \"attributes\" in \"data\"")
    }
  }

  /// What the rest of the spec asks of a metric's type that has no meaning for it.
  func checkMetricTypes(_ strata: [Positioned<String>]) {
    for metric in metrics {
      let setting = MetricSetting(
        name: metric.name, rows: data.rows, cluster: data.cluster,
        covariate: metric.covariates.first?.place ?? metric.earlier.first?.place, hasStrata: !strata.isEmpty,
        hasPhases: !data.phases.isEmpty, variants: areVariantsKnown ? variants : [])
      for reason in metric.metric.undefined(in: setting) {
        faults.error(reason.code, at: reason.place, reason.message, remedy: reason.remedy)
      }
    }
  }

  private func checkRows() {
    switch data.rows {
    case .units:
      refuse(data.units, "units", "rows are units")
      refuse(data.pair, "pair", "rows are units")
    case .events:
      refuse(data.units, "units", "rows are events")
      refuse(data.pair, "pair", "rows are events")
      if data.unit == nil {
        faults.error(
          .missingKey, at: data.place, "\"data\" has rows of events but no key \"unit\"",
          remedy: "add \"unit\": the column with the unit that the event belongs to")
      }
    case .aggregates:
      refuse(data.unit, "unit", "rows are aggregates")
      refuse(data.cluster, "cluster", "rows are aggregates")
      for metric in metrics { refuse(metric.covariates.first, "covariates", "rows are aggregates") }
    }
    if let cluster = data.cluster, cluster.value == data.unit?.value {
      faults.error(
        .unsuitableRows, at: cluster.place, "\"cluster\" and \"unit\" are the same column",
        remedy: "leave \"cluster\" out, or name the coarser unit that was assigned")
    }
    for metric in metrics { checkCap(metric) }
    checkAggregates()
  }

  private func checkCap(_ metric: MetricSpec) {
    guard let cap = metric.cap, let effect = metric.capRole(data.rows) else { return }
    let isRatio = metric.metric.functional == .ratio
    switch effect {
    case .cutsEvents where !metric.sumsEvents(data.rows):
      faults.error(
        .unsuitableCap, at: cap.place, "the cap is one of single events, but only totals of units are known",
        remedy: "leave \"of\" out, or sum a value over the events of a fact")
    case .cutsTotals where data.rows == .events:
      guard case .quantile = cap.level else { break }
      faults.error(
        .notSupportedYet, at: cap.place, "a cap at a quantile of the totals of events is not supported yet",
        remedy: "write \"of\": \"event\", which cuts the value of each event, or { \"value\": ... }")
    case .cutsEvents, .cutsTotals, .standsBeside: break
    }
    guard effect == .cutsTotals, isRatio else { return }
    faults.warning(
      .unsuitableCap, at: cap.place,
      "a cut total of a ratio falls where units have more events, so that it can show a difference where there is none",
      remedy: metric.sumsEvents(data.rows)
        ? "write \"of\": \"event\", which cuts the value of each event"
        : "leave \"of\" out: then the values as they are decide")
  }

  /// A curve along doses says nothing of one variant, so that a decision cannot read it.
  func checkRoles() {
    guard metrics.contains(where: { !$0.comparesDoses }) else { return }
    for metric in metrics where metric.comparesDoses && metric.role.decides {
      faults.warning(
        .unsuitableDose, at: metric.name.place,
        "the \(metric.role.rawValue) metric \(quoted(metric.name.value)) compares doses, which says nothing of one variant\(metric.role == .guardrail ? ", so that no variant can be shipped" : ", so that the decision does not read it")",
        remedy: "give it another role, or compare the variants by its outcome")
    }
  }

  private func refuse(_ column: Positioned<String>?, _ key: String, _ rows: String) {
    guard let column else { return }
    faults.error(
      .unsuitableRows, at: column.place, "\(quoted(key)) does not apply when \(rows)", remedy: "leave it out")
  }
}

extension MetricSpec {
  fileprivate var comparesDoses: Bool { metric is DoseResponseMetric }
}

extension Question {
  /// What stands in the way of an exact test, which has no other null value than "no difference".
  fileprivate var obstacle: String? {
    switch self {
    case .superiority: nil
    case .minimumEffect: "a minimum effect"
    case .nonInferiority: "a margin"
    case .equivalence: "an equivalence"
    case .claim: "a claim"
    }
  }
}
