/// When one may look at an experiment, and what a look may claim.
///
/// The only maker of boundaries. It knows neither metrics nor evidence: what it says of a statistic it says by the
/// `Boundary` for a question at an information.
package protocol Design: Sendable {
  /// The word of a spec's `inference.design`, as the `design` column and the end of a `path` print it.
  static var name: String { get }

  /// - Throws: the reason why a look claims nothing, as where it brings no more information than the one before.
  func boundary(for question: DesignQuestion, at information: Information) throws(NotEstimable) -> any Boundary
}

extension Design {
  package var name: String { Self.name }
}

/// What a design must know of a question.
package struct DesignQuestion: Sendable, Equatable {
  /// The sides that are tested.
  package let alternative: Alternative
  /// What both tested sides may err together, or the only one: more than 0, less than 1.
  package let error: Double

  package init(_ alternative: Alternative, error: Double) {
    self.alternative = alternative
    self.error = error
  }

  /// The question whose interval has a confidence level, more than 0 and less than 1.
  package init(_ alternative: Alternative, level: Double) { self.init(alternative, error: 1 - level) }
}
