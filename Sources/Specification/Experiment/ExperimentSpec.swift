public import Diagnostics
public import Terms

/// An experiment as its file describes it, with the place of everything that later steps may have to point at.
///
/// What a spec leaves out is filled in where the grammar has a fixed default; everything in it has passed every check
/// that needs no data.
public struct ExperimentSpec: Sendable, Equatable {
  /// The path as the caller gave it.
  public let file: String
  public let name: Positioned<String>
  public let title: String?
  public let hypothesis: String?
  public let owner: String?
  public let notes: String?
  /// False for observed exposure, where no sentence may speak of causes.
  public let randomized: Bool
  /// The first moment that counts, and the first that no longer counts; nil where the data decides.
  public let start: Positioned<Moment>?
  public let end: Positioned<Moment>?
  public package(set) var data: DataSpec
  /// The format of every file.
  public let format: SourceFormat
  /// Two or more, in the order of the file; exactly one is the control.
  public let variants: [VariantSpec]
  /// Which of them are compared.
  public let contrasts: ContrastsSpec
  /// One or more, in the order of the file; at least one is primary, or a guardrail.
  public let metrics: [MetricSpec]
  /// Attributes by whose values the comparison is post-stratified.
  public let strata: [Positioned<String>]
  /// Attributes whose values are reported separately.
  public let segments: [Positioned<String>]
  public let inference: InferenceSpec
  /// Families that the spec names; metrics in none of them belong to that of their role.
  public let families: [FamilySpec]
  public let decision: DecisionSpec

  /// The variant that the others are compared with.
  public var control: VariantSpec {
    // Parsing refuses specs without a control.
    variants.first { $0.isControl } ?? variants[0]
  }

  /// The variants that are compared with the control.
  public var treatments: [VariantSpec] { variants.filter { !$0.isControl } }
}

extension ExperimentSpec {
  /// The level of a metric's test (Methods/assumptions-and-scales, "Errors and levels"): its own `alpha`, else that of
  /// the experiment, halved when the test is one-sided, so that a change of sides does not weaken the standard of
  /// evidence.
  public func alpha(of metric: MetricSpec) -> Double {
    switch (metric.sides, metric.question) {
    case (_, .nonInferiority), (_, .equivalence), (_, .minimumEffect): inference.alpha
    case (.one, _): metric.alpha?.value ?? inference.alpha / 2
    case (.two, _): metric.alpha?.value ?? inference.alpha
    }
  }

  /// The level of the test of a metric's own question; a minimum effect is tested on one side.
  public func questionAlpha(of metric: MetricSpec) -> Double {
    switch metric.question {
    case .superiority, .claim: alpha(of: metric)
    case .minimumEffect: metric.alpha?.value ?? inference.alpha / 2
    case .nonInferiority, .equivalence: metric.alpha?.value ?? inference.alpha
    }
  }

  /// The level of a metric's printed intervals.
  public func level(of metric: MetricSpec) -> Double { 1 - alpha(of: metric) }
}
