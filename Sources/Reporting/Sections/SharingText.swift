internal import Inference

/// What became of each total that units share.
enum SharingText {
  static func blocks(_ fact: EventUse.Fact) -> [Block] {
    guard let sharing = fact.sharing else { return [] }
    let who = sharing.keys.isEmpty ? "all units" : "the units of the same \(sharing.keys)"
    let ofVariants =
      sharing.isByVariant
      ? "Each row belongs to one variant, as the column of the variant says."
      : "No column says of which variant a row is, so that units of all variants get the same: what they got differs by chance alone."
    var lines = sharing.totals.map(sentence)
    if sharing.negative > 0 {
      lines.append("Rows below zero: \(.count(sharing.negative)). They count as they stand.")
    }
    if sharing.unitsWithoutKey > 0 {
      lines.append("Units without one of the keys: \(.count(sharing.unitsWithoutKey)). They got nothing.")
    }
    if sharing.unitsWithoutRow > 0 {
      lines.append("Units under keys that no row has: \(.count(sharing.unitsWithoutRow)). They got nothing.")
    }
    return [
      .paragraph("\(fact.name) is shared evenly by \(who). \(ofVariants)"), .bullets(lines),
    ]
  }

  private static func sentence(_ total: EventUse.Sharing.Total) -> Phrase {
    let whole: Phrase = "\(total.name): \(.exact(total.whole)) in all = \(.exact(total.shared)) shared"
    guard !total.unshared.isEmpty else { return whole + "." }
    let parts: [Phrase] = total.unshared.map { "\(.exact($0.total)) (\($0.reason))" }
    return whole + " + not shared: \(parts.joined(separator: ", "))."
  }
}
