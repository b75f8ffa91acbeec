/// How bytes stand for characters.
package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// By its mark, else by the zero that the first character begins or ends with; else with the low byte first, as Windows writes it.
  case utf16 = "utf-16"
  case latin1 = "latin-1"
  case windows1252 = "windows-1252"

  /// The encoding that the mark at the beginning of a text tells; nil where there is none.
  package init?(markIn start: [UInt8]) {
    if start.starts(with: [0xEF, 0xBB, 0xBF]) {
      self = .utf8
    } else if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else {
      return nil
    }
  }
}

/// Text in another encoding, as UTF-8 without a mark.
struct DecodedBytes: ByteStream {
  private var source: any ByteStream
  private let encoding: TextEncoding
  private var isAtStart = true
  private var hasHighByteFirst = false
  /// The bytes of a character that the next piece goes on with.
  private var rest: [UInt8] = []
  private var line = 1

  init(_ source: any ByteStream, _ encoding: TextEncoding) { (self.source, self.encoding) = (source, encoding) }

  mutating func next() throws(TextFileFault) -> [UInt8]? {
    while let piece = try source.next() {
      let text: [UInt8]
      switch encoding {
      case .utf8: text = withoutMark(piece)
      case .latin1: text = encoded(piece) { Self.latin1[Int($0)] }
      case .windows1252: text = try windows(piece)
      case .utf16: text = try utf16(rest + piece)
      }
      if !text.isEmpty { return text }
    }
    guard rest.isEmpty else { throw .undecodable(encoding, line: line) }
    return nil
  }

  private mutating func withoutMark(_ piece: [UInt8]) -> [UInt8] {
    defer { isAtStart = false }
    return isAtStart && piece.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(piece.dropFirst(3)) : piece
  }

  private func encoded(_ piece: [UInt8], _ character: (UInt8) -> UInt16) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(piece.count + piece.count / 8)
    for byte in piece {
      if byte < 0x80 { text.append(byte) } else { Self.append(UInt32(character(byte)), to: &text) }
    }
    return text
  }

  private mutating func windows(_ piece: [UInt8]) throws(TextFileFault) -> [UInt8] {
    if let bad = piece.firstIndex(where: { Self.windows1252[Int($0)] == Self.undefined }) {
      throw .undecodable(encoding, line: line + piece[..<bad].count { $0 == 0x0A })
    }
    line += piece.count { $0 == 0x0A }
    return encoded(piece) { Self.windows1252[Int($0)] }
  }

  private mutating func utf16(_ bytes: [UInt8]) throws(TextFileFault) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var at = 0
    if isAtStart, bytes.count >= 2 {
      isAtStart = false
      hasHighByteFirst = bytes.starts(with: [0xFE, 0xFF]) || bytes[0] == 0 && bytes[1] != 0
      if TextEncoding(markIn: bytes) == .utf16 { at = 2 }
    }
    while at + 1 < bytes.count {
      let unit = unit(bytes, at)
      switch unit {
      case 0xD800...0xDBFF:
        guard at + 3 < bytes.count else {
          rest = Array(bytes[at...])
          return text
        }
        let low = self.unit(bytes, at + 2)
        guard (0xDC00...0xDFFF).contains(low) else { throw .undecodable(encoding, line: line) }
        Self.append(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00), to: &text)
        at += 4
      case 0xDC00...0xDFFF: throw .undecodable(encoding, line: line)
      default:
        if unit == 0x0A { line += 1 }
        Self.append(UInt32(unit), to: &text)
        at += 2
      }
    }
    rest = Array(bytes[at...])
    return text
  }

  private func unit(_ bytes: [UInt8], _ at: Int) -> UInt16 {
    let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
    return hasHighByteFirst ? first << 8 | second : second << 8 | first
  }

  private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    switch scalar {
    case ..<0x80: text.append(UInt8(scalar))
    case ..<0x800: text += [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F)]
    case ..<0x10000:
      text += [UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F)]
    default:
      text += [
        UInt8(0xF0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 0x3F), UInt8(0x80 | scalar >> 6 & 0x3F),
        UInt8(0x80 | scalar & 0x3F),
      ]
    }
  }

  private static let latin1 = (0...255).map { UInt16($0) }
  private static let undefined: UInt16 = 0xFFFF

  /// The Unicode Consortium's mapping (MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT); five bytes have no character.
  private static let windows1252: [UInt16] = {
    var table = latin1
    let high: [UInt16] = [
      0x20AC, undefined, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
      undefined, 0x017D, undefined, undefined, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
      0x0161, 0x203A, 0x0153, undefined, 0x017E, 0x0178,
    ]
    table.replaceSubrange(0x80..<0xA0, with: high)
    return table
  }()
}
