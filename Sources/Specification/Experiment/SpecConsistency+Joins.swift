import Diagnostics
internal import Terms

extension SpecConsistency {
  /// What many units share is joined by their attributes and the day of their exposure, and is no row of its own.
  func checkJoins() {
    if let trigger = data.trigger, let fact = data.facts.first(where: { $0.name.value == trigger.fact.value }) {
      checkUnit(of: fact, trigger)
    }
    var joins: [String: JoinKeys] = [:]
    for metric in metrics {
      let terms = metric.metric.terms.flatMap(\.facts)
      for term in terms {
        guard let fact = data.facts.first(where: { $0.name.value == term.fact.value }) else { continue }
        guard let join = term.join else {
          checkUnit(of: fact, term)
          continue
        }
        check(join, of: fact)
        if let other = joins[fact.name.value], other != join {
          faults.error(
            .unsuitableFact, at: join.place, "the fact \(quoted(fact.name.value)) is joined by different keys",
            remedy: "join it by the same keys everywhere, or describe the source as two facts")
        }
        joins[fact.name.value] = join
      }
      checkMethods(of: metric, terms.compactMap(\.join))
    }
  }

  private func checkUnit(of fact: FactSpec, _ term: FactTerm) {
    if let cluster = fact.cluster { return check(cluster, of: fact, term) }
    guard fact.unit == nil else { return }
    faults.error(
      .unsuitableFact, at: term.fact.place,
      "the fact \(quoted(fact.name.value)) has no key \"unit\", so none of its rows belongs to a unit",
      remedy:
        "add \"unit\" to the fact, or let units share its total: \"value\": ..., \"join\": [\"campaign\", \"day\"]")
  }

  /// What a cluster did belongs to none of its units alone: only totals make sense, which the cluster adds up.
  private func check(_ cluster: Positioned<String>, of fact: FactSpec, _ term: FactTerm) {
    if data.cluster == nil {
      faults.error(
        .unsuitableFact, at: cluster.place,
        "the fact \(quoted(fact.name.value)) has \"cluster\", but no clusters were assigned",
        remedy: "leave it out, or name the clusters of the units: \"cluster\" in the assignments")
    }
    let isTotal = term.aggregate == .sum || term.aggregate == .count && term.value == nil
    guard fact.unit == nil, !isTotal else { return }
    faults.error(
      .unsuitableFact, at: term.fact.place,
      "the fact \(quoted(fact.name.value)) is recorded by cluster, so only its totals can be used",
      remedy: "use a mean, a count or a ratio that counts its events or sums a value, or add \"unit\" to the fact")
  }

  private func check(_ join: JoinKeys, of fact: FactSpec) {
    let name = quoted(fact.name.value)
    for (key, column) in [("unit", fact.unit), ("cluster", fact.cluster)] where column != nil {
      faults.error(
        .unsuitableFact, at: join.place, "the fact \(name) has the key \(quoted(key)), by which it is joined already",
        remedy: "leave \"join\" out, or leave \(quoted(key)) out of the fact")
    }
    checkAttributes(join.attributes, "join")
    guard join.hasDay else {
      if let time = fact.time {
        faults.error(
          .unsuitableFact, at: join.place,
          "the fact \(name) has times, but \"join\" has no \"day\": a row could belong to the units of its day or to all units",
          remedy: "add \"day\" to \"join\", or leave \"time\": \(quoted(time.value)) out of the fact")
      }
      return
    }
    if fact.time == nil {
      faults.error(
        .missingKey, at: fact.name.place, "the fact \(name) is joined by day but has no key \"time\"",
        remedy: "add \"time\": the column with the day")
    }
  }

  /// A shared total makes the units under its keys one row of analysis, for which not every method is known.
  private func checkMethods(of metric: MetricSpec, _ joins: [JoinKeys]) {
    guard let join = joins.first else { return }
    if let other = joins.first(where: { $0 != join }) {
      faults.error(
        .unsuitableFact, at: other.place, "the parts of \(quoted(metric.name.value)) are joined by different keys",
        remedy: "join both by the same keys")
    }
    let obstacle: (what: String, place: SourcePlace, remedy: String)? =
      if let covariate = metric.covariates.first {
        ("covariates", covariate.place, "leave \"covariates\" out")
      } else if let span = metric.earlier.first {
        ("covariates", span.place, "leave \"covariates\" out")
      } else if let cap = metric.cap {
        ("a cap", cap.place, "leave \"cap\" out: an even share has no large values")
      } else if metric.test.needsRows {
        ("the test \(quoted(metric.test.rawValue))", metric.name.place, "leave \"test\" out")
      } else if metric.metric.takesLogarithm {
        ("a logarithm", metric.name.place, "leave \"log\" out")
      } else if let phase = data.phases.first {
        ("\"phases\"", phase.place, "analyze each phase as an experiment of its own")
      } else {
        nil
      }
    guard let obstacle else { return }
    faults.error(
      .notSupportedYet, at: obstacle.place,
      "\(quoted(metric.name.value)) combines \(obstacle.what) with a value that units share, which is not supported yet",
      remedy: obstacle.remedy)
  }
}
