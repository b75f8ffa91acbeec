internal import Planning
internal import Specification
internal import Statistics

/// What the other comparisons of its family make of a comparison: its adjusted p-value, and its simultaneous interval.
struct FamilyCorrection {
  let family: String
  /// In words: `Holm`, `step-down Dunnett`.
  let method: String
  let familySize: Int
  let pValue: Double?
  /// The error that the simultaneous interval may have; nil where the procedure has none for this comparison.
  let intervalAlpha: Double?
  /// Why there is no interval.
  let missingInterval: String?

  /// One per draft; nil where a comparison is alone in its family, or the family is not corrected.
  static func all(
    _ plan: AnalysisPlan, _ families: [Family], _ drafts: [ComparisonDraft], _ tables: [StratifiedMoments],
    _ sample: RowSample
  ) -> [FamilyCorrection?] {
    var corrections = [FamilyCorrection?](repeating: nil, count: drafts.count)
    var adjusted: [String: [(comparison: Comparison, p: Double?)]] = [:]
    for family in families {
      let members = family.members.map { drafts[$0] }
      let raw = members.map(\.pValue)
      var result = FamilyProcedure(plan: plan, family: family, members: members, tables: tables, sample: sample)
        .result()
      // A family that comes after another one cannot say more than that one allows.
      if let gate = family.after.flatMap({ adjusted[$0] }) {
        for index in members.indices {
          let before = gate.filter { $0.comparison == members[index].comparison }.map { $0.p ?? 1 }.max() ?? 0
          result.pValues[index] = (result.pValues[index] ?? raw[index]).map { max($0, before) }
        }
      }
      adjusted[family.name] = members.indices.map { (members[$0].comparison, result.pValues[$0] ?? raw[$0]) }
      guard family.after != nil || (members.count > 1 && family.procedure != .none) else { continue }
      let rejected = result.pValues.count { $0.map { $0 <= family.alpha } ?? false }
      for (index, position) in family.members.enumerated() {
        let interval = result.interval(index, family.alpha, rejected)
        corrections[position] = FamilyCorrection(
          family: family.name, method: result.method, familySize: members.count, pValue: result.pValues[index],
          intervalAlpha: interval,
          missingInterval: interval == nil ? "\(result.method) gives no interval to what it does not reject" : nil)
      }
    }
    return corrections
  }
}
