internal import Planning
internal import Statistics
internal import SummarySQL

/// What the other comparisons of its family make of a comparison: its adjusted p-value, and its simultaneous interval.
struct FamilyCorrection {
  let family: String
  /// The procedure in words: `Holm`, `step-down Dunnett`.
  let method: String
  let familySize: Int
  let pValue: Double?
  /// The error that the simultaneous interval may have; nil where the procedure has none for this comparison.
  let intervalAlpha: Double?
  /// Why there is no interval.
  let missingInterval: String?
  /// Whether only what is selected has an interval, at the level of the false coverage rate.
  let isOfSelected: Bool

  /// One per draft; nil where a comparison is alone in its family, or the family is not corrected.
  static func all(
    _ plan: AnalysisPlan, _ families: [Family], _ drafts: [ComparisonDraft],
    _ sample: RowSample
  ) -> [FamilyCorrection?] {
    var corrections = [FamilyCorrection?](repeating: nil, count: drafts.count)
    var gates: [String: Gate] = [:]
    for family in families {
      let members = family.members.map { drafts[$0] }
      let raw = members.map(\.pValue)
      var result = FamilyProcedure(plan: plan, family: family, members: members, sample: sample)
        .result()
      let gate = family.after.flatMap { gates[$0] }
      if let gate { result.pValues = zip(result.pValues, raw).map { ($0 ?? $1).map { max($0, gate.pValue) } } }
      gates[family.name] = Gate(members, zip(result.pValues, raw).map { $0 ?? $1 })
      guard family.after != nil || (members.count > 1 && family.procedure != .none) else { continue }
      let isRejected = zip(members, result.pValues).map { member, p in p.map { $0 < member.metric.alpha } ?? false }
      let rejections = isRejected.count { $0 }
      for (index, position) in family.members.enumerated() {
        let metric = members[index].metric
        var interval: Double?
        var why = "\(result.method) gives no interval for what it does not reject"
        if let gate, !gate.isOpen {
          why = "the family that comes first is not rejected as a whole, so nothing is tested here"
        } else if isRejected[index] || !result.selects {
          interval = result.interval(index, metric.alpha, rejections)
        }
        corrections[position] = FamilyCorrection(
          family: family.name, method: result.method, familySize: members.count, pValue: result.pValues[index],
          intervalAlpha: interval, missingInterval: interval == nil ? why : nil,
          isOfSelected: result.selects)
      }
    }
    return corrections
  }
}

/// What a family lets pass to those that come after it: nothing unless all of it is rejected.
///
/// A gate for each comparison by itself would spend the error of a rejected hypothesis twice, on the family that follows and
/// on its own family's other comparisons: with two treatments up to twice α.
private struct Gate {
  /// The largest adjusted p-value; 1 where a comparison has none.
  let pValue: Double
  let isOpen: Bool

  init(_ members: [ComparisonDraft], _ pValues: [Double?]) {
    pValue = pValues.map { $0 ?? 1 }.max() ?? 0
    isOpen = zip(members, pValues).allSatisfy { member, p in p.map { $0 < member.metric.alpha } ?? false }
  }
}
