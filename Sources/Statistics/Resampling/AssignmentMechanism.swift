/// How units were given their variant, and so how labels are drawn again in a randomization test.
///
/// Clusters need no case: their rows are the clusters. Rows that were tossed one by one with a constant probability are
/// shuffled too, since all assignments with the observed counts are then equally likely.
package enum AssignmentMechanism: Sendable, Equatable {
  /// Any assignment with the observed number of rows in each variant.
  case complete
  /// Any assignment with the observed numbers within each stratum; the stratum of each row.
  case stratified([Int])
  /// One unit of each pair is in each variant; the pair of each row.
  case matchedPairs([Int])
  /// One toss decides a whole sequence of alternating blocks, as in a switchback: its labels stay or are all exchanged;
  /// the sequence of each row.
  case switchback([Int])
}
