internal import Diagnostics

/// What becomes of units that were seen in several variants.
///
/// - Note: Methods/data-checks, "Units in several variants".
public enum CrossingRule: Sendable, Hashable {
  /// They are analyzed in none.
  case exclude
  /// They are analyzed in the variant that they saw first, as they were meant to be treated; those that saw two at once in none.
  case first
  /// Every unit is analyzed in the variant that a column of labels says it was assigned to, whatever it saw.
  case assigned(column: String)

  /// Who is analyzed where, in words.
  package var words: String {
    switch self {
    case .exclude: "units in several variants are excluded"
    case .first: "each unit in the variant that it saw first"
    case .assigned(let column): "each unit in the variant that \(quoted(column)) says"
    }
  }
}
