#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A number with a fixed count of decimals, rounded correctly; never affected by a locale.
///
/// The program never calls `setlocale`, so C formats in the C locale.
func fixed(_ value: Double, decimals: Int) -> String {
  var buffer = [CChar](repeating: 0, count: 400)
  let length = withVaList([CInt(decimals), value]) { vsnprintf(&buffer, buffer.count, "%.*f", $0) }
  let text = String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let isZero = text.allSatisfy { "-0.".contains($0) }
  return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
}
