#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How numbers look in text; decided here, last and once.
///
/// Two significant digits of the standard error decide the decimals. Counts have thin groups of three, lifts are signed
/// percentages, p-values have three decimals.
package enum NumberStyle {
  /// A no-break space: a number never falls apart at the end of a line.
  static let space = "\u{00A0}"

  /// Decimals that show two significant digits of `scale`, from 0 to 12.
  static func decimals(for scale: Double) -> Int {
    guard scale.isFinite, scale > 0 else { return 2 }
    return min(12, max(0, 1 - Int(floor(log10(scale)))))
  }

  /// A value in the unit of its metric.
  package static func value(_ value: Double, scale: Double?) -> String {
    if value.isInfinite { return value < 0 ? "−∞" : "∞" }
    let reference = scale ?? abs(value) / 100
    if abs(value) >= 1e15 || (value != 0 && abs(value) < 1e-9) { return minus(scientific(value)) }
    return minus(fixed(value, decimals: decimals(for: reference)))
  }

  /// A fraction as a percentage: 0.2151 is `21.5 %`.
  package static func percent(_ fraction: Double, scale: Double?, signed: Bool = false) -> String {
    if fraction.isInfinite { return fraction < 0 ? "−∞" : (signed ? "+∞" : "∞") }
    let reference = (scale ?? abs(fraction) / 100) * 100
    let number = fixed(fraction * 100, decimals: min(6, decimals(for: reference)))
    return sign(number, signed) + space + "%"
  }

  /// A difference of fractions in percentage points: `+4.2 pp`.
  package static func percentagePoints(_ difference: Double, scale: Double?, signed: Bool = true) -> String {
    if difference.isInfinite { return difference < 0 ? "−∞" : (signed ? "+∞" : "∞") }
    let reference = (scale ?? abs(difference) / 100) * 100
    return sign(fixed(difference * 100, decimals: min(6, decimals(for: reference))), signed) + space + "pp"
  }

  package static func signedValue(_ value: Double, scale: Double?) -> String {
    if value.isInfinite { return value < 0 ? "−∞" : "+∞" }
    return sign(NumberStyle.value(value, scale: scale), true)
  }

  package static func pValue(_ p: Double) -> String {
    p < 0.001 ? "< 0.001" : fixed(p, decimals: 3)
  }

  /// A p-value as a part of a sentence: `p = 0.031`, `p < 0.001`.
  package static func pEquation(_ p: Double) -> String { p < 0.001 ? "p < 0.001" : "p = \(pValue(p))" }

  /// A count with spaces between groups of three digits, which neither a decimal point nor a decimal comma can be.
  package static func count(_ count: Int) -> String {
    let digits = String(abs(count))
    var groups: [Substring] = []
    var rest = Substring(digits)
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(rest, at: 0)
    return (count < 0 ? "−" : "") + groups.joined(separator: space)
  }

  /// A level or share that the user chose, without needless digits: 0.95 is `95 %`.
  package static func level(_ fraction: Double) -> String { hundredfold(fraction) + space + "%" }

  /// A difference of probabilities that the user chose: 0.005 is `0.5 pp`.
  static func points(_ difference: Double) -> String { hundredfold(difference) + space + "pp" }

  private static func hundredfold(_ fraction: Double) -> String {
    var text = fixed(fraction * 100, decimals: 4)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// The shortest text that reads back as the same number.
  package static func exact(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? fixed(value, decimals: 0) : value.description
  }

  private static func sign(_ number: String, _ signed: Bool) -> String {
    let isZero = number.allSatisfy { "-0.".contains($0) }
    let plain = minus(number)
    return signed && !isZero && !plain.hasPrefix("−") ? "+" + plain : plain
  }

  private static func minus(_ number: String) -> String {
    number.hasPrefix("-") ? "−" + number.dropFirst() : number
  }

  private static func scientific(_ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, "%.4g", $0) }
    return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
