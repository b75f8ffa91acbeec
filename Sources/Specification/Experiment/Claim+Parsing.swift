package import Diagnostics
package import Terms

extension ValueReader {
  /// A claim: a lift with its sign, or a factor.
  package func claim() -> Positioned<Claim>? {
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
