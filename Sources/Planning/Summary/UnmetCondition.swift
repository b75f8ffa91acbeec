package import Diagnostics
internal import Statistics
internal import Tables
package import Terms

/// A condition on events that no event met, and what its columns hold instead.
package struct UnmetCondition: Sendable, Equatable {
  package struct Column: Sendable, Equatable {
    package let name: String
    /// The most frequent values with their rows; nil is a missing one.
    package let values: [(text: String?, rows: Int)]

    package init(name: String, values: [(text: String?, rows: Int)]) { (self.name, self.values) = (name, values) }

    package static func == (left: Column, right: Column) -> Bool {
      left.name == right.name && left.values.elementsEqual(right.values) { $0 == $1 }
    }
  }

  /// What states a condition.
  package enum Owner: Sendable, Equatable {
    case data
    case fact(String)
    /// The first metric that has it.
    case metric(String)
  }

  package let owner: Owner
  /// nil where units are filtered.
  package let fact: String?
  package let condition: Positioned<String>
  package let columns: [Column]

  package static let mostValues = 3

  package init(_ owner: Owner, fact: String?, condition: Positioned<String>, columns: [Column]) {
    (self.owner, self.fact, self.condition, self.columns) = (owner, fact, condition, columns)
  }
}

extension AnalysisPlan {
  /// A condition that may leave nothing of a metric.
  package struct Condition: Sendable {
    package let owner: UnmetCondition.Owner
    package let fact: String?
    package let expression: TypedExpression
    package let source: PlannedSource

    fileprivate func isAlike(_ other: Condition) -> Bool {
      fact == other.fact && expression.text.text == other.expression.text.text
    }
  }

  /// The condition of the data, where it leaves nothing, and those of metrics for which every unit counted nothing, or that have no
  /// unit, each once.
  package func perhapsUnmet(_ summary: ScopeSummary) -> [Condition] {
    if summary.exposure.rowsKept == 0 {
      guard summary.exposure[.filtered] != nil, let filter = files.filter, isUsable(filter, files) else { return [] }
      return [Condition(owner: .data, fact: nil, expression: filter, source: files)]
    }
    let cells = summary.cells
    var found: [Condition] = []
    for (index, metric) in metrics.enumerated() {
      let own = cells[index].contains { $0.kept > 0 } ? ofEvents(metric, cells[index]) : ofUnits(metric, cells[index])
      for condition in own where !found.contains(where: condition.isAlike) { found.append(condition) }
    }
    return found
  }

  private func ofUnits(_ metric: PlannedMetric, _ cells: [MetricCell]) -> [Condition] {
    guard source.rows != .aggregates, cells.contains(where: { ($0.dropped[.filtered] ?? 0) > 0 }),
      let filter = metric.population.filter.map({ filters[$0] }), isUsable(filter, files)
    else { return [] }
    return [Condition(owner: .metric(metric.name), fact: nil, expression: filter, source: files)]
  }

  private func ofEvents(_ metric: PlannedMetric, _ cells: [MetricCell]) -> [Condition] {
    guard cells.allSatisfy({ $0.kept == 0 || $0.moments.mean[0] == 0 }) else { return [] }
    return factTerms(of: metric.name).filter { $0.join == nil }.flatMap { term -> [Condition] in
      guard let fact = exposures?.facts.first(where: { $0.name == term.fact.value }) else { return [] }
      let own: [(UnmetCondition.Owner, TypedExpression?)] = [
        (.metric(metric.name), term.condition), (.fact(fact.name), fact.source.filter),
      ]
      return own.compactMap { owner, expression in
        guard let expression, isUsable(expression, fact.source) else { return nil }
        return Condition(owner: owner, fact: fact.name, expression: expression, source: fact.source)
      }
    }
  }

  private func isUsable(_ expression: TypedExpression, _ source: PlannedSource) -> Bool {
    !expression.columns.isEmpty && expression.columns.allSatisfy { source.schema[$0.name] != nil }
  }
}
