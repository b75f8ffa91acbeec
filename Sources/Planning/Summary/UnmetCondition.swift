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

  /// The first metric that has it; nil where it is that of the data.
  package let metric: String?
  /// nil where units are filtered.
  package let fact: String?
  package let condition: Positioned<String>
  package let columns: [Column]

  package static let mostValues = 3

  package init(metric: String?, fact: String?, condition: Positioned<String>, columns: [Column]) {
    (self.metric, self.fact, self.condition, self.columns) = (metric, fact, condition, columns)
  }
}

extension AnalysisPlan {
  /// A condition that may leave nothing of a metric.
  package struct Condition: Sendable {
    package let metric: String?
    package let fact: String?
    package let expression: TypedExpression
    package let source: PlannedSource
  }

  /// The condition of the data, where it leaves nothing, and those of metrics for which every unit counted nothing, or that have no
  /// unit, each once.
  package func perhapsUnmet(_ summary: ScopeSummary) -> [Condition] {
    if summary.exposure.rowsKept == 0 {
      guard summary.exposure[.filtered] != nil, let filter = files.filter, isUsable(filter, files) else { return [] }
      return [Condition(metric: nil, fact: nil, expression: filter, source: files)]
    }
    let cells = summary.cells
    var found: [Condition] = []
    for (index, metric) in metrics.enumerated() {
      let own = cells[index].contains { $0.kept > 0 } ? ofEvents(metric, cells[index]) : ofUnits(metric, cells[index])
      found += own.filter { condition in
        !found.contains {
          $0.fact == condition.fact && $0.expression.text.text == condition.expression.text.text
        }
      }
    }
    return found
  }

  private func ofUnits(_ metric: PlannedMetric, _ cells: [MetricCell]) -> [Condition] {
    guard source.rows != .aggregates, cells.contains(where: { ($0.dropped[.filtered] ?? 0) > 0 }),
      let filter = metric.population.filter.map({ filters[$0] }), isUsable(filter, files)
    else { return [] }
    return [Condition(metric: metric.name, fact: nil, expression: filter, source: files)]
  }

  private func ofEvents(_ metric: PlannedMetric, _ cells: [MetricCell]) -> [Condition] {
    // A step of a funnel that nobody reached is seen in the funnel.
    guard metric.step == nil, cells.allSatisfy({ $0.kept == 0 || $0.moments.mean[0] == 0 }),
      let term = factTerms(of: metric.name).first, term.join == nil,
      let fact = exposures?.facts.first(where: { $0.name == term.fact.value })
    else { return [] }
    return [term.condition, fact.source.filter].compactMap(\.self).filter { isUsable($0, fact.source) }.map {
      Condition(metric: metric.name, fact: fact.name, expression: $0, source: fact.source)
    }
  }

  private func isUsable(_ expression: TypedExpression, _ source: PlannedSource) -> Bool {
    !expression.columns.isEmpty && expression.columns.allSatisfy { source.schema[$0.name] != nil }
  }
}
