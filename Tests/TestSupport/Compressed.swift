import CZlib

/// Compressed files for tests, as common programs write them.
package enum Compressed {
  /// A gzip file of one member.
  package static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = try ScratchFolder()
    let file = gzopen(folder("a.gz"), "wb")
    _ = bytes.withUnsafeBufferPointer { gzwrite(file, $0.baseAddress, UInt32($0.count)) }
    gzclose(file)
    return folder.bytes(of: "a.gz") ?? []
  }

  package enum Method: UInt16, Sendable, CaseIterable {
    case stored = 0
    case deflated = 8
    /// That no reader of ours knows.
    case bzip2 = 12
  }

  /// A zip archive (APPNOTE 6.3) of these files.
  package static func zip(_ entries: [(name: String, bytes: [UInt8])], _ method: Method) throws -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in entries {
      // A gzip file is a header of ten bytes, what an archive would hold, the checksum and the length.
      let data = method == .deflated ? Array(try gzip(bytes).dropFirst(10).dropLast(8)) : bytes
      let crc = bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
      let versions: [UInt64] = [20, 0, UInt64(method.rawValue), 0, 0]
      let sizes: [UInt64] = [UInt64(crc), UInt64(data.count), UInt64(bytes.count)]
      var common = versions.flatMap { $0.bytes(2) } + sizes.flatMap { $0.bytes(4) }
      common += UInt64(name.utf8.count).bytes(2) + [0, 0]
      directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
      directory += UInt64(archive.count).bytes(4) + Array(name.utf8)
      archive += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + data
    }
    let count = UInt64(entries.count).bytes(2)
    let end = UInt64(directory.count).bytes(4) + UInt64(archive.count).bytes(4)
    return archive + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + end + [0, 0]
  }
}

extension UInt64 {
  /// The least byte first.
  fileprivate func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) } }
}
