package import Diagnostics
internal import Statistics
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

  /// The first metric that has it.
  package let metric: String
  package let fact: String
  package let condition: Positioned<String>
  package let columns: [Column]

  package static let mostValues = 3

  package init(metric: String, fact: String, condition: Positioned<String>, columns: [Column]) {
    (self.metric, self.fact, self.condition, self.columns) = (metric, fact, condition, columns)
  }
}

extension AnalysisPlan {
  /// The conditions on events of metrics for which every unit counted nothing, each once.
  package func perhapsUnmet(_ cells: [[MetricCell]]) -> [(metric: String, fact: String, condition: TypedExpression)] {
    var found: [(metric: String, fact: String, condition: TypedExpression)] = []
    for (index, metric) in metrics.enumerated() {
      let terms = factTerms(of: metric.name)
      // A step of a funnel that nobody reached is seen in the funnel.
      guard metric.step == nil, cells[index].contains(where: { $0.kept > 0 }),
        cells[index].allSatisfy({ $0.kept == 0 || $0.moments.mean[0] == 0 }), let term = terms.first,
        term.join == nil, let condition = term.condition, !condition.columns.isEmpty,
        !found.contains(where: { $0.fact == term.fact.value && $0.condition.text.text == condition.text.text })
      else { continue }
      found.append((metric.name, term.fact.value, condition))
    }
    return found
  }
}
