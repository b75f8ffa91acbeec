/// Whether a file is meant as a spec: a JSON object with a top-level key `abtest`.
///
/// Looks at the text only so far as needed and tolerates faults, for a spec with a syntax error is to be reported, not
/// passed over. Nothing beyond `SpecLimits.fileSize` bytes is read.
public func looksLikeSpec(_ bytes: [UInt8]) -> Bool {
  let text = bytes.prefix(SpecLimits.fileSize)
  let wanted = Array("abtest".utf8)
  let whitespace: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
  var depth = 0
  var string: Range<Int>?
  var index = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  while index < text.count, whitespace.contains(text[index]) { index += 1 }
  guard index < text.count, text[index] == UInt8(ascii: "{") else { return false }
  while index < text.count {
    switch text[index] {
    case let byte where whitespace.contains(byte): break
    case UInt8(ascii: "\""):
      string = stringContents(text, openedAt: index)
      index = string?.upperBound ?? text.count
    case UInt8(ascii: ":"):
      if depth == 1, let string, text[string].elementsEqual(wanted) { return true }
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    default: string = nil
    }
    if depth == 0 { return false }
    index += 1
  }
  return false
}

/// The bytes between the quotes of a string; nil when it is not closed.
private func stringContents(_ text: ArraySlice<UInt8>, openedAt open: Int) -> Range<Int>? {
  var index = open + 1
  while index < text.count {
    if text[index] == UInt8(ascii: "\"") { return open + 1..<index }
    index += text[index] == UInt8(ascii: "\\") ? 2 : 1
  }
  return nil
}
