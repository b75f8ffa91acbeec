internal import Diagnostics
package import Specification
package import Statistics

/// A metric with every name resolved.
package struct PlannedMetric: Sendable {
  package let spec: MetricSpec
  package let population: Population
  /// α of the named test.
  package let alpha: Double
  /// α of the test of the metric's own question.
  package let questionAlpha: Double
  /// Confidence level of the printed intervals.
  package let level: Double

  /// What a row of the data is.
  package let rows: RowKind

  package init(
    spec: MetricSpec, population: Population, alpha: Double, questionAlpha: Double, level: Double,
    rows: RowKind
  ) {
    self.spec = spec
    self.rows = rows
    self.population = population
    self.alpha = alpha
    self.questionAlpha = questionAlpha
    self.level = level
  }

  package var name: String { spec.name.value }
  package var alternative: Alternative { spec.alternative }

  /// What the metric asks of the data.
  ///
  /// A truth value needs only its sum, for it is its own square; numbers also need their spread and their skew.
  package var aggregates: [Aggregate] {
    let indices = Array(population.terms.indices)
    var all: [Aggregate] = [.count(population)]
    all += population.possibleReasons.dropFirst().map { .dropped($0, population) }
    all += indices.map { .sum($0, population) }
    if rows == .events { all += population.possibleReasons.map { .droppedRows($0, population) } }
    guard needsSpread else { return all }
    all += indices.flatMap { [.lowest($0, population), .highest($0, population), .fitting($0, population)] }
    all += indices.flatMap { i in indices[i...].map { j in .product(i, j, population) } }
    all += SymmetricCube.indices(dimension: indices.count).map { .cube($0.0, $0.1, $0.2, population) }
    return all
  }

  /// Whether the row vector has numbers, whose spread must be known; truth values and counts carry their own.
  package var needsSpread: Bool { population.terms.contains { $0.kind == .number } }
}
