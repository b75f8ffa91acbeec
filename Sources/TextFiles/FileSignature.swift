/// What the first bytes of a file say that it is.
package enum FileSignature: Sendable, Equatable {
  case gzip
  case zstd
  case zip
  case parquet
  /// An Excel workbook of the years before 2007, or another document of that kind.
  case oldDocument
  /// A page or a table for a browser, as some programs write it under the name of a workbook or a text file.
  case markup
  /// Objects of JSON, alone or in a list.
  case json
  /// Text in UTF-16 that does not begin with its mark.
  case unmarkedUTF16
  case other

  package init(_ path: String) throws(TextFileFault) {
    var stream = try FileBytes(path, part: 0..<512)
    self.init(start: try stream.prefix(512))
  }

  package init(start: [UInt8]) {
    let known: [([UInt8], FileSignature)] = [
      ([0x1F, 0x8B], .gzip), ([0x28, 0xB5, 0x2F, 0xFD], .zstd), ([0x50, 0x4B, 0x03, 0x04], .zip),
      ([0x50, 0x4B, 0x05, 0x06], .zip), (Array("PAR1".utf8), .parquet),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .oldDocument),
    ]
    let text = String(decoding: start.drop { $0 <= 0x20 || $0 >= 0x80 }, as: UTF8.self).lowercased()
    let isMarkup = ["<!doctype html", "<html", "<table", "<?xml"].contains { text.hasPrefix($0) }
    let named = known.first { start.starts(with: $0.0) }?.1
    self =
      named ?? (isMarkup ? .markup : Self.isJSON(text) ? .json : Self.isUnmarkedUTF16(start) ? .unmarkedUTF16 : .other)
  }

  private static func isJSON(_ text: String) -> Bool {
    let tokens = text.prefix(64).filter { !$0.isWhitespace }
    return tokens.hasPrefix("{\"") || tokens.hasPrefix("[{\"")
  }

  /// Whether every other byte of the first characters is zero, as that of letters and digits is.
  private static func isUnmarkedUTF16(_ start: [UInt8]) -> Bool {
    let characters = start.prefix(16)
    guard characters.count >= 8 else { return false }
    return [0, 1].contains { zero in characters.indices.allSatisfy { ($0 % 2 == zero) == (characters[$0] == 0) } }
  }
}
