#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The bytes of a file, or of a part of one.
package final class FileBytes: ByteStream {
  private let descriptor: CInt
  private var left: Int
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)

  /// - Parameter part: where the bytes lie in the file; nil is all of it.
  package init(_ path: String, part: Range<Int>? = nil) throws(TextFileFault) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    left = part?.count ?? Int.max
    guard descriptor >= 0 else { throw .refused(Self.lastError) }
    if let part, lseek(descriptor, off_t(part.lowerBound), SEEK_SET) < 0 {
      close(descriptor)
      throw .refused(Self.lastError)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  package func next() throws(TextFileFault) -> [UInt8]? {
    let most = min(buffer.count, left)
    guard most > 0 else { return nil }
    let count = readSome(most)
    guard count >= 0 else { throw .refused(Self.lastError) }
    guard count > 0 else { return nil }
    left -= count
    return Array(buffer.prefix(count))
  }

  private func readSome(_ most: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, &buffer, most)
    #elseif canImport(Musl)
      Musl.read(descriptor, &buffer, most)
    #else
      Darwin.read(descriptor, &buffer, most)
    #endif
  }

  static var lastError: String { String(cString: strerror(errno)) }
}

extension ByteStream {
  /// The first bytes, as many as there are up to a number.
  package mutating func prefix(_ count: Int) throws(TextFileFault) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count, let piece = try next() { bytes += piece }
    return Array(bytes.prefix(count))
  }
}
