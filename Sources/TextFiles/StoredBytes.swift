internal import CZlib

/// Bytes that an archive keeps as they are, with their length and their checksum verified.
struct StoredBytes: ByteStream {
  private let source: FileBytes
  private let (expected, length): (UInt32, UInt64)
  private var (crc, size): (UInt, UInt64) = (0, 0)

  init(_ source: FileBytes, crc: UInt32, size: UInt64) {
    self.source = source
    (expected, length) = (crc, size)
  }

  mutating func next() throws(TextFileFault) -> [UInt8]? {
    guard let piece = try source.next() else {
      guard size == length else { throw .cutShort(.zip) }
      guard UInt32(truncatingIfNeeded: crc) == expected else { throw .corrupt(.zip) }
      return nil
    }
    let before = crc
    crc = piece.withUnsafeBufferPointer { crc32(before, $0.baseAddress, UInt32($0.count)) }
    size += UInt64(piece.count)
    return piece
  }
}
