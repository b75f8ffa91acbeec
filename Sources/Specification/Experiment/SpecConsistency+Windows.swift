import Diagnostics
internal import Terms

extension SpecConsistency {
  /// Events in a window have times; where rows have none, all of a unit count, and nothing may ask when.
  func checkWindows() {
    // Parts of a metric may be metrics of their own, over the same terms.
    var seen = Set<SourcePlace>()
    for metric in metrics {
      let terms = metric.metric.terms.flatMap(\.facts)
      for term in terms where seen.insert(term.fact.place).inserted {
        check(term, "the metric \(quoted(metric.name.value))")
      }
      guard let span = metric.earlier.first, let fact = terms.compactMap(timeless).first else { continue }
      faults.error(
        .missingKey, at: span.place,
        "\(quoted(metric.name.value)) asks for what was before exposure, but the fact \(quoted(fact.name.value)) has no key \"time\"",
        remedy: "add \"time\" to the fact: the column with the time of its rows; or leave \"before\" out")
    }
    if let trigger = data.trigger { check(trigger, "\"trigger\"") }
  }

  /// The fact of a term whose rows belong to no time.
  private func timeless(_ term: FactTerm) -> FactSpec? {
    data.facts.first { $0.name.value == term.fact.value && $0.time == nil && term.join == nil }
  }

  private func check(_ term: FactTerm, _ who: String) {
    let name = quoted(term.fact.value)
    guard let fact = timeless(term) else {
      guard term.window.isAlways, data.facts.contains(where: { $0.name.value == term.fact.value }) else { return }
      faults.error(
        .missingWindow, at: term.fact.place,
        "\(who) counts events of the fact \(name) without a window, so they would count forever",
        remedy:
          "add \"within\": the length of the window from exposure, such as \"7d\"; or, if its rows belong to no time, leave \"time\" out of the fact"
      )
      return
    }
    var alternative = ""
    let need: String?
    if !term.window.isAlways {
      need = "counts what happened in a window"
      alternative = term.aggregate == .earliest ? "" : "; or leave the window out, and all of its rows count"
    } else if term.discount != nil {
      need = "discounts by time"
    } else {
      need =
        switch term.aggregate {
        case .first, .last, .days: "asks for \(quoted(term.aggregate.rawValue))"
        case .sum, .count, .countDistinct, .max, .min, .any, .earliest: nil
        }
    }
    guard let need else { return }
    faults.error(
      .missingKey, at: term.fact.place, "\(who) \(need), but the fact \(name) has no key \"time\"",
      remedy: "add \"time\" to the fact \(quoted(fact.name.value)): the column with the time of its rows\(alternative)")
  }
}
