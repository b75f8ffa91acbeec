#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The directory of a zip archive (PKWARE, APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16), without zip64.
package struct ZipArchive {
  package struct Entry: Sendable, Equatable {
    package let name: String
    let method: UInt16
    let isEncrypted: Bool
    let crc: UInt32
    let compressedSize: UInt64
    let size: UInt64
    let header: UInt64
  }

  package let path: String
  /// The files in it, without folders and without what systems add by themselves.
  package let entries: [Entry]

  package init(_ path: String) throws(TextFileFault) {
    self.path = path
    var info = stat()
    guard stat(path, &info) == 0 else { throw .refused(FileBytes.lastError) }
    let fileSize = Int(info.st_size)
    // A comment of up to 64 KB may follow the end of the directory.
    let tail = max(0, fileSize - (1 << 16) - Self.endSize)
    let end = try Self.bytes(path, tail..<fileSize)
    guard let mark = Self.lastEnd(end) else { throw .cutShort(.zip) }
    let (size, start) = (Int(end.number(mark + 12, 4)), Int(end.number(mark + 16, 4)))
    guard start + size <= fileSize else { throw .corrupt(.zip) }
    let directory = try Self.bytes(path, start..<(start + size))
    var entries: [Entry] = []
    var at = 0
    for _ in 0..<end.number(mark + 10, 2) {
      guard at + Self.recordSize <= directory.count, directory.number(at, 4) == 0x0201_4B50 else {
        throw .corrupt(.zip)
      }
      let lengths = [28, 30, 32].map { Int(directory.number(at + $0, 2)) }
      let next = at + Self.recordSize + lengths.reduce(0, +)
      guard next <= directory.count else { throw .corrupt(.zip) }
      let name = directory[(at + Self.recordSize)..<(at + Self.recordSize + lengths[0])]
      entries.append(
        Entry(
          name: String(decoding: name, as: UTF8.self), method: UInt16(directory.number(at + 10, 2)),
          isEncrypted: directory.number(at + 8, 2) & 1 == 1, crc: UInt32(directory.number(at + 16, 4)),
          compressedSize: directory.number(at + 20, 4), size: directory.number(at + 24, 4),
          header: directory.number(at + 42, 4)))
      at = next
    }
    self.entries = entries.filter { !$0.name.hasSuffix("/") && !$0.name.hasPrefix("__MACOSX/") }
  }

  private static let (endSize, recordSize, headerSize) = (22, 46, 30)

  /// Spreadsheets are archives of XML.
  package var isWorkbook: Bool {
    entries.contains { $0.name.hasPrefix("xl/") || $0.name == "content.xml" || $0.name.hasPrefix("Index/") }
  }

  /// The bytes of the one file in the archive.
  func only() throws(TextFileFault) -> any ByteStream {
    guard entries.count == 1, let entry = entries.first else { throw .severalEntries(entries.map(\.name)) }
    // Sizes of zip64 stand elsewhere.
    guard !entry.isEncrypted, entry.method == 0 || entry.method == 8, entry.size < UInt32.max,
      entry.compressedSize < UInt32.max, entry.header < UInt32.max
    else { throw .unsupportedEntry(entry.name) }
    let start = Int(entry.header)
    let header = try Self.bytes(path, start..<(start + Self.headerSize))
    guard header.count == Self.headerSize, header.number(0, 4) == 0x0403_4B50 else { throw .corrupt(.zip) }
    let data = start + Self.headerSize + Int(header.number(26, 2)) + Int(header.number(28, 2))
    let bytes = try FileBytes(path, part: data..<(data + Int(entry.compressedSize)))
    guard entry.method == 8 else { return StoredBytes(bytes, crc: entry.crc, size: entry.size) }
    return try InflatedBytes(bytes, .raw(crc: entry.crc, size: entry.size))
  }

  /// Where the record that ends the directory begins.
  private static func lastEnd(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= endSize else { return nil }
    return (0...(bytes.count - endSize)).reversed().first { bytes.number($0, 4) == 0x0605_4B50 }
  }

  private static func bytes(_ path: String, _ part: Range<Int>) throws(TextFileFault) -> [UInt8] {
    var stream = try FileBytes(path, part: part)
    return try stream.prefix(part.count)
  }
}

extension [UInt8] {
  /// The unsigned number in some bytes, the least of them first.
  ///
  /// - Precondition: the bytes are there.
  func number(_ start: Int, _ count: Int) -> UInt64 {
    self[start..<(start + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
