internal import CZlib

/// What deflate compressed, with its length and its checksum (CRC-32) verified.
///
/// Source: RFC 1951 (deflate), RFC 1952 (gzip); zlib does the work.
final class InflatedBytes<Source: ByteStream>: ByteStream {
  enum Form {
    /// One member after the other, as concatenated gzip files have them; each carries its checksum.
    case gzip
    /// The bytes of a zip entry, whose checksum the directory of the archive has.
    case raw(crc: UInt32, size: UInt64)
  }

  private var source: Source
  private let form: Form
  private var stream = z_stream()
  private var input: [UInt8] = []
  private var position = 0
  private var output = [UInt8](repeating: 0, count: 1 << 20)
  private var (crc, size): (UInt, UInt64) = (0, 0)
  /// Whether a member has begun and has not ended.
  private var isInside = true
  private var isOver = false

  init(_ source: Source, _ form: Form) throws(TextFileFault) {
    (self.source, self.form) = (source, form)
    let windowBits: CInt = if case .gzip = form { 15 + 16 } else { -15 }
    guard abtest_inflate_init(&stream, windowBits) == Z_OK else { throw .refused("out of memory") }
  }

  deinit { inflateEnd(&stream) }

  private var container: TextFileFault.Container { if case .gzip = form { .gzip } else { .zip } }

  func next() throws(TextFileFault) -> [UInt8]? {
    while !isOver {
      if position == input.count { try refill() }
      if isOver { break }
      let piece = try inflateSome()
      if !piece.isEmpty { return piece }
    }
    return nil
  }

  private func refill() throws(TextFileFault) {
    if let more = try source.next() {
      (input, position) = (more, 0)
    } else if isInside {
      throw .cutShort(container)
    } else {
      isOver = true
    }
  }

  private func inflateSome() throws(TextFileFault) -> [UInt8] {
    if !isInside {
      // Zeros may fill a gzip file up to the end of a block of tape.
      guard input[position] != 0 else {
        position += 1
        return []
      }
      inflateReset(&stream)
      isInside = true
    }
    let (status, count) = step()
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isInside = false
    default: throw .corrupt(container)
    }
    let piece = Array(output.prefix(count))
    if case .raw(let expected, let length) = form {
      crc = piece.withUnsafeBufferPointer { crc32(crc, $0.baseAddress, UInt32($0.count)) }
      size += UInt64(count)
      if !isInside {
        guard UInt32(truncatingIfNeeded: crc) == expected, size == length else { throw .corrupt(container) }
        isOver = true
      }
    }
    return piece
  }

  private func step() -> (status: CInt, count: Int) {
    let (start, room) = (position, output.count)
    return input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress?.advanced(by: start)
        stream.avail_in = UInt32(input.count - start)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(room)
        let status = inflate(&stream, Z_NO_FLUSH)
        position = input.count - Int(stream.avail_in)
        return (status, room - Int(stream.avail_out))
      }
    }
  }
}
