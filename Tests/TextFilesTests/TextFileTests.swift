import TestSupport
import Testing

@testable import TextFiles

/// Files as people have them, made ready for a reader of plain UTF-8 tables.
@Suite struct TextFileTests {
  /// What a reader gets: nil where it reads the file itself.
  private func prepared(
    _ bytes: [UInt8], _ form: TextForm = TextForm(delimiter: UInt8(ascii: ",")), assumed: FileSignature? = nil
  ) throws -> (text: String, prepared: TextFile.Prepared)? {
    let folder = try ScratchFolder()
    try folder.write(bytes, to: "a")
    let prepared = try TextFile(folder("a"), form, assumed: assumed).prepared(.all, at: folder("b"))
    guard prepared.path != nil else { return nil }
    return (String(decoding: try #require(folder.bytes(of: "b")), as: UTF8.self), prepared)
  }

  private let table = "id,v\r\nu1,A\r\nu2,\"b\nc\"\r\n"
  private let plain = "id,v\nu1,A\nu2,\"b\nc\"\n"

  @Test(arguments: [
    "id,v\nu1,A\n", "id,v\r\nu1,A\r\n", "id,v\ru1,A\r", "\u{FEFF}id,v\nu1,A", "id,v\nu1,\"a\"\"\nb\"\n",
  ])
  func whatAReaderUnderstandsStaysAsItIs(text: String) throws {
    #expect(try prepared(Array(text.utf8)) == nil)
  }

  @Test func linesGetOneEnd() throws {
    #expect(try prepared(Array(table.utf8))?.text == plain)
    #expect(try prepared(Array("a,b\r\n1,2\n3,4\r5,6".utf8))?.text == "a,b\n1,2\n3,4\n5,6")
    // A quote in the middle of a field opens nothing; two of them neither.
    #expect(try prepared(Array("a,b\r\n1,x\"\"y\n2,z\"\r\n".utf8))?.text == "a,b\n1,x\"\"y\n2,z\"\n")
    #expect(try prepared(Array("a,b\r\n1, \"x\r\ny\"\"\r\n\"\n2,3\n".utf8))?.text == "a,b\n1, \"x\ny\"\"\n\"\n2,3\n")
  }

  @Test func sixteenBitsAreKnownByTheirMark() throws {
    let text = "id,v\nü,😀\n"
    let units = Array(text.utf16)
    let low: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let high: [UInt8] = [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try prepared(low)?.text == text)
    #expect(try prepared(high)?.text == text)
    let declared = TextForm(encoding: .utf16, delimiter: UInt8(ascii: ","))
    #expect(try prepared(Array(low.dropFirst(2)), declared)?.text == text)
    #expect(throws: TextFileFault.undecodable(.utf16, line: 2)) { try prepared(low.dropLast()) }
    #expect(throws: TextFileFault.undecodable(.utf16, line: 1)) { try prepared([0xFF, 0xFE, 0x00, 0xDC, 0x0A, 0x00]) }
  }

  @Test func oneByteIsOneCharacter() throws {
    let bytes: [UInt8] = Array("a,b\nx,".utf8) + [0xE9, 0x80, 0x0A]
    let latin = TextForm(encoding: .latin1, delimiter: UInt8(ascii: ","))
    let windows = TextForm(encoding: .windows1252, delimiter: UInt8(ascii: ","))
    #expect(try prepared(bytes, latin)?.text == "a,b\nx,é\u{80}\n")
    #expect(try prepared(bytes, windows)?.text == "a,b\nx,é€\n")
    #expect(throws: TextFileFault.undecodable(.windows1252, line: 2)) {
      try prepared(Array("a,b\nx,".utf8) + [0x81, 0x0A], windows)
    }
  }

  @Test func titlesAndCommentsAreLeftOutAndCounted() throws {
    let form = TextForm(skippedLines: 2, comment: UInt8(ascii: "#"), delimiter: UInt8(ascii: ","))
    let found = try #require(
      try prepared(Array("Report \"of\na quote\n# note, \"\na,b\n1,2\n# more\n3,\"#4\n#5\"\n".utf8), form))
    #expect(found.text == "a,b\n1,2\n3,\"#4\n#5\"\n")
    #expect([1, 2, 3, 4, 5].map(found.prepared.lines.original) == [4, 5, 7, 8, 9])
  }

  @Test func theFirstLineMayNameTheDelimiter() throws {
    let found = try #require(try prepared(Array("SEP=;\r\na;b\r\n1;2\r\n".utf8)))
    #expect(found.text == "a;b\n1;2\n")
    #expect(found.prepared.delimiter == UInt8(ascii: ";"))
    #expect(found.prepared.lines.original(1) == 2)
    let form = TextForm(skippedLines: 1, comment: UInt8(ascii: "#"), delimiter: UInt8(ascii: ","))
    let behind = try #require(try prepared(Array("Title\n# c\nsep=;\na;b\n1;2\n".utf8), form))
    #expect(behind.text == "a;b\n1;2\n" && behind.prepared.lines.original(2) == 5)
  }

  @Test func aHeaderMayEndWithADelimiter() throws {
    #expect(try prepared(Array("a,b,\n1,2\n3,4\n".utf8))?.text == "a,b\n1,2\n3,4\n")
    // Here the rows have it, too.
    #expect(try prepared(Array("a,b,\n1,2,\n3,4,\n".utf8)) == nil)
  }

  private static let long = Array("a,b\n".utf8) + (1...900).flatMap { Array("\($0),\($0 * 7919 % 1000)\n".utf8) }

  @Test func whatIsCompressedIsVerified() throws {
    let compressed = try Compressed.gzip(Self.long)
    #expect(try prepared(compressed, assumed: .gzip) == nil)
    // Two members, and zeros behind.
    #expect(try prepared(compressed + compressed + [0, 0, 0], assumed: .gzip) == nil)
    // Under a name that does not say so.
    #expect(try prepared(compressed)?.text == String(decoding: Self.long, as: UTF8.self))
    #expect(throws: TextFileFault.cutShort(.gzip)) { try prepared(compressed.dropLast(9), assumed: .gzip) }
    // What the ten bytes of the header say of time and system has no effect.
    for position in stride(from: 10, to: compressed.count, by: 3) {
      var flipped = compressed
      flipped[position] ^= 1 << (position % 8)
      #expect(throws: TextFileFault.self, "byte \(position)") { try prepared(flipped, assumed: .gzip) }
    }
  }

  @Test(arguments: [Compressed.Method.deflated, .stored]) func oneFileInAnArchive(method: Compressed.Method) throws {
    let bytes = try Compressed.zip([("__MACOSX/._a.csv", [0x78]), ("a.csv", Self.long)], method)
    #expect(try prepared(bytes, assumed: .zip)?.text == String(decoding: Self.long, as: UTF8.self))
    let data = (bytes.ranges(of: Array("a,b".utf8)).first?.lowerBound ?? 90)..<(bytes.count - 150)
    for position in stride(from: data.lowerBound, to: data.upperBound, by: 7) {
      var flipped = bytes
      flipped[position] ^= 4
      #expect(throws: TextFileFault.self, "byte \(position)") { try prepared(flipped, assumed: .zip) }
    }
    #expect(throws: TextFileFault.cutShort(.zip)) { try prepared(bytes.dropLast(30), assumed: .zip) }
  }

  @Test func severalFilesInAnArchive() throws {
    let bytes = try Compressed.zip([("a.csv", [0x78]), ("b.csv", [0x79])], .stored)
    #expect(throws: TextFileFault.severalEntries(["a.csv", "b.csv"])) { try prepared(bytes, assumed: .zip) }
    let none = try Compressed.zip([], .stored)
    #expect(throws: TextFileFault.severalEntries([])) { try prepared(none, assumed: .zip) }
    let other = try Compressed.zip([("a.csv", [0x78])], .bzip2)
    #expect(throws: TextFileFault.unsupportedEntry("a.csv")) { try prepared(other, assumed: .zip) }
  }

  @Test func workbooksAreRecognized() throws {
    let folder = try ScratchFolder()
    let bytes = try Compressed.zip([("[Content_Types].xml", [0x78]), ("xl/workbook.xml", [0x79])], .stored)
    try folder.write(bytes, to: "a.csv")
    #expect(try ZipArchive(folder("a.csv")).isWorkbook)
    #expect(FileSignature(start: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) == .oldDocument)
    #expect(FileSignature(start: Array("\u{FEFF}\n<html><table>".utf8)) == .markup)
    #expect(FileSignature(start: Array("id,v\n".utf8)) == .other)
    #expect(FileSignature(start: Array("\u{FEFF} [\n { \"id\": 1".utf8)) == .json)
    #expect(FileSignature(start: Array("{\"id\": 1}".utf8)) == .json)
    #expect(FileSignature(start: Array("{id},v\n".utf8)) == .other)
    #expect(FileSignature(start: Array("id,v\n1,2\n".utf16).flatMap { [UInt8($0), 0] }) == .unmarkedUTF16)
    #expect(FileSignature(start: Array("id,v\n1,2\n".utf16).flatMap { [0, UInt8($0)] }) == .unmarkedUTF16)
  }

  /// Whatever the pieces in which bytes come: a pair or a character may be cut between them.
  @Test func piecesMayBeginAnywhere() throws {
    let text = "# c\r\nid,v\r\nü,\"a\r\n\"\"b\"\r\n"
    for size in 1...9 {
      var filter = RecordFilter(TextForm(comment: UInt8(ascii: "#"), delimiter: UInt8(ascii: ",")), trimsHeader: false)
      var bytes = Array(text.utf8)[...]
      var kept: [UInt8] = []
      while !bytes.isEmpty {
        kept += filter.filtered(Array(bytes.prefix(size)))
        bytes = bytes.dropFirst(size)
      }
      #expect(String(decoding: kept, as: UTF8.self) == "id,v\nü,\"a\n\"\"b\"\n")
      var ends = LineEnds()
      var units = text.utf8.map { UInt8($0) }[...]
      while !units.isEmpty {
        ends.count(Array(units.prefix(size)))
        units = units.dropFirst(size)
      }
      #expect(!ends.areMixed)
    }
  }
}
