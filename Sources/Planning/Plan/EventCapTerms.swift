package import Terms

/// The terms of a metric whose events are cut one by one: each part of their values is a column of the units.
package struct EventCapTerms: Sendable {
  /// The term with the smaller part, by which the cap is known.
  package let key: FactTerm
  let part: PlannedTerm
  let excess: PlannedTerm
}

extension FactTerm {
  /// The quantile that the bound of the events' values is; nil where nothing is cut, or at a number that the spec gives.
  package var cutQuantile: EventQuantile? {
    if case .quantile(let quantile) = cut?.cap { quantile } else { nil }
  }

  /// The events whose values a cap is a quantile of.
  ///
  /// - Precondition: it is one.
  package var capSource: FactTerm {
    guard let quantile = cutQuantile else { preconditionFailure("the cap is no quantile") }
    return quantile.earlier.map(before) ?? self
  }
}
