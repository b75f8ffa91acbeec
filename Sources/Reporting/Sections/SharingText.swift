internal import Inference

/// What became of each total that units share.
enum SharingText {
  static func blocks(_ fact: EventAccount.Fact) -> [Block] {
    guard let sharing = fact.sharing else { return [] }
    let who = sharing.keys.isEmpty ? "all units" : "the units with the same \(sharing.keys)"
    let ofVariants =
      sharing.isByVariant
      ? "Each row belongs to the variant in its variant column."
      : "No column assigns rows to variants, so units of all variants share alike. What they got differs only by chance."
    var lines = sharing.totals.map(sentence)
    if sharing.negative > 0 {
      lines.append("Rows below zero: \(.count(sharing.negative)). They count as negative amounts.")
    }
    if sharing.unitsWithoutKey > 0 {
      lines.append("Units without one of the keys: \(.count(sharing.unitsWithoutKey)). They got nothing.")
    }
    if sharing.unitsWithoutRow > 0 {
      lines.append("Units whose keys no row has: \(.count(sharing.unitsWithoutRow)). They got nothing.")
    }
    return [
      .paragraph("\(fact.name) is shared evenly by \(who). \(ofVariants)"), .bullets(lines),
    ]
  }

  private static func sentence(_ total: EventAccount.Sharing.Total) -> Phrase {
    let whole: Phrase = "\(total.name): \(.exact(total.whole)) in all = \(.exact(total.shared)) shared"
    guard !total.unshared.isEmpty else { return whole + "." }
    let parts: [Phrase] = total.unshared.map { "\(.exact($0.total)) (\($0.reason))" }
    return whole + " + not shared: \(parts.joined(separator: ", "))."
  }
}
