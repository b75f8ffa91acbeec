/// Bytes that come piece by piece, so that no file need fit in memory.
package protocol ByteStream {
  /// The next bytes, never none of them; nil at the end.
  mutating func next() throws(TextFileFault) -> [UInt8]?
}

/// Why the text of a file cannot be had.
package enum TextFileFault: Error, Sendable, Equatable {
  /// What the file system said.
  case refused(String)
  /// The task that reads was cancelled.
  case cancelled
  /// Compressed data that ends too early.
  case cutShort(Container)
  /// Compressed data that contradicts itself or its checksum.
  case corrupt(Container)
  /// A byte, or a pair of bytes, that is no character in the encoding.
  case undecodable(TextEncoding, line: Int)
  /// A zip archive with several files, or with none.
  case severalEntries([String])
  /// An entry of a zip archive that is encrypted, or compressed in a way of its own.
  case unsupportedEntry(String)
  /// A place for converted files that is full, or cannot be written to.
  case cannotWrite(String)

  package enum Container: String, Sendable {
    case gzip, zip, zstd
  }
}
