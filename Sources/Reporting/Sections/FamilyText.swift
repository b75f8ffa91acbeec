internal import Inference

/// How the verdicts of a family account for each other.
enum FamilyText {
  /// nil for a comparison that is alone.
  static func sentence(_ row: ResultRow) -> String? {
    guard row.familySize > 1 else { return nil }
    let verdicts = row.segment == nil ? "The \(row.family) verdicts" : "The verdicts on \(row.family)"
    guard let method = row.correction else {
      return "\(verdicts) are not corrected for \(row.familySize) comparisons."
    }
    return "\(verdicts) are corrected for \(row.familySize) comparisons by \(method)."
  }
}
