internal import Diagnostics
internal import Specification

/// What an experiment is called, and what a reader should know before the numbers.
public struct ExperimentHeader: Sendable, Equatable {
  public let name: String
  public let title: String?
  public let hypothesis: String?
  public let owner: String?
  public let notes: String?
  /// False for observed exposure, where no sentence may speak of causes.
  public let isRandomized: Bool
  /// In the order of the spec.
  package let variants: [PlannedVariant]

  /// What a report calls it.
  package var shownName: String { title ?? name }

  init(_ spec: ExperimentSpec) {
    name = spec.name.value
    (title, hypothesis, owner, notes) = (spec.title, spec.hypothesis, spec.owner, spec.notes)
    isRandomized = spec.randomized
    variants = spec.variants.map(PlannedVariant.init)
  }
}
