/// How a treatment that could be shipped stands among others that could (Methods/decision, "Several treatments").
package struct TreatmentChoice: Sendable, Equatable {
  package enum Rank: String, Sendable {
    /// No other could be shipped.
    case only
    /// It beats every other that could.
    case best
    /// It is among those that cannot be told apart from the best.
    case oneOf = "one-of"
    /// Another one beats it.
    case behind
  }

  package let rank: Rank
  /// Whether its estimate is the largest.
  package let leads: Bool
  /// Those that the best may be among, itself included, the leading one first.
  package let list: [String]
  /// The metric that they are compared on; nil where there is none.
  let metric: String?
  /// The one with the next largest estimate, of those that cannot be told apart or of all.
  let next: String?
  /// What sets the leading one apart from it, as a part of a sentence.
  let lead: Phrase?
  /// Those that it beats beside the next.
  let beaten: [String]
}
