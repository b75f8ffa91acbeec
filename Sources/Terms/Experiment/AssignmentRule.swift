import Diagnostics

/// How units were given their variants, and so how a randomization test gives them again.
public enum AssignmentRule: String, Sendable, CaseIterable {
  /// Each unit was assigned by itself.
  case unit
  /// Each cluster was assigned by itself.
  case cluster
  /// Each unit, or cluster, was assigned within its stratum.
  case stratified
  /// One unit, or cluster, of each pair by the toss of a coin; a pair is a stratum.
  case matchedPairs = "matched-pairs"
  /// All blocks of a sequence of alternating variants by one toss of a coin; a sequence is a stratum.
  case switchback
}
