package import Diagnostics
package import Terms

extension KeyTable {
  package static let claim = KeyTable([
    .required("lift", "the published lift, such as \"+202%\", or a factor, such as \"3x\""),
    .optional("variant", "the variant that the claim is about"),
    .optional("share", "the share of the claim that must be established"),
  ])
}

extension ValueReader {
  /// A claim: a lift with its sign, a factor, or an object with one of them.
  package func claim() -> Positioned<Claim>? {
    guard case .object = node.value else { return lift() }
    guard let object = ObjectReader(node, name, .claim, faults: faults) else { return nil }
    let lift = object.value("lift")?.lift()
    let variant = object.value("variant")?.label()
    let share = object.value("share")?.number(
      "between 0 and 1", remedy: "write 0.5 if half of the published effect would confirm it",
      where: { $0 > 0 && $0 < 1 })
    guard let lift else { return nil }
    let claim = Claim(
      ratio: lift.value.ratio, text: lift.value.text, share: share?.value ?? Claim.defaultShare, variant: variant)
    return Positioned(claim, at: lift.place)
  }

  private func lift() -> Positioned<Claim>? {
    let remedy = "write a lift as \"+202%\" or \"-10%\", or a factor as \"3x\""
    guard case .string(let text) = node.value else { return mismatch("a claim", remedy: remedy) }
    let words = text.text.lowercased()
    if ["times", "more", "less", "fold"].contains(where: words.contains) {
      faults.error(
        .ambiguousClaim, at: place, "the claim \(quoted(text.text)) can mean two different numbers",
        remedy:
          "write \"3x\" for three times the control's value, \"+300%\" for that much on top of it, or \"-50%\" for half"
      )
      return nil
    }
    if words.hasSuffix("%"), let percent = decimalNumber(words.dropLast()), !words.hasPrefix("+"), !words.hasPrefix("-")
    {
      faults.error(
        .ambiguousClaim, at: place, "the claim \(quoted(text.text)) has no sign",
        remedy:
          "write \"+\(words)\" for that much on top of the control's value, or \"\(percent / 100)x\" for that factor"
      )
      return nil
    }
    guard let ratio = Claim.ratio(text.text) else {
      faults.error(.invalidClaim, at: place, "\(name) is not a valid claim: \(quoted(text.text))", remedy: remedy)
      return nil
    }
    guard ratio > 0 else {
      faults.error(
        .invalidClaim, at: place, "the claim \(quoted(text.text)) leaves nothing of the control's value",
        remedy: "a lift must be greater than -100%, a factor greater than 0")
      return nil
    }
    return Positioned(Claim(ratio: ratio, text: text.text), at: place)
  }
}

extension Claim {
  /// The ratio behind `+202%`, `-10%` or `3x`, of any sign.
  fileprivate static func ratio(_ text: String) -> Double? {
    if text.hasSuffix("%") {
      return decimalNumber(text.dropLast()).map { (100 + $0) / 100 }
    }
    guard text.hasSuffix("x"), let factor = decimalNumber(text.dropLast()), !text.hasPrefix("+") else { return nil }
    return factor
  }
}
