/// How much of what was planned is in at a look.
package struct Information: Sendable, Equatable {
  /// The share of the planned information, more than 0: 1 at the end of the plan, above it where more came in.
  package let fraction: Double

  package static let complete = Information(fraction: 1)

  /// - Precondition: fraction > 0.
  package init(fraction: Double) {
    precondition(fraction > 0)
    self.fraction = fraction
  }
}

/// One look at an experiment: its design and what is in, of which every boundary of an analysis is asked.
package struct Look: Sendable {
  package let design: any Design
  package let information: Information

  package init(_ design: any Design, at information: Information) {
    self.design = design
    self.information = information
  }

  /// - Parameter error: of both tested sides together, or of the only one.
  /// - Throws: the reason why the look claims nothing.
  package func boundary(_ alternative: Alternative, error: Double) throws(NotEstimable) -> any Boundary {
    try design.boundary(for: DesignQuestion(alternative, error: error), at: information)
  }

  /// - Parameter level: of confidence of the interval.
  /// - Throws: the reason why the look claims nothing.
  package func boundary(_ alternative: Alternative, level: Double) throws(NotEstimable) -> any Boundary {
    try design.boundary(for: DesignQuestion(alternative, level: level), at: information)
  }
}
