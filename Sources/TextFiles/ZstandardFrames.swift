/// The frames of a zstd file as far as they tell where it ends: a reader of tables may stop at the end of the data without a word.
///
/// Source: RFC 8878, sections 3.1.1 (frames), 3.1.1.1 (headers), 3.1.1.2 (blocks) and 3.1.2 (skippable frames).
package struct ZstandardFrames {
  private var bytes: FileBytes
  private var buffer: ArraySlice<UInt8> = []

  package init(_ path: String) throws(TextFileFault) { bytes = try FileBytes(path) }

  /// Whether every frame has all its blocks.
  package mutating func areWhole() throws(TextFileFault) -> Bool {
    while true {
      guard let magic = try take(4) else { return buffer.isEmpty }
      let number = magic.number(0, 4)
      if number & 0xFFFF_FFF0 == 0x184D_2A50 {
        guard let size = try take(4), try skip(Int(size.number(0, 4))) else { return false }
      } else {
        guard number == 0xFD2F_B528, try frame() else { return false }
      }
    }
  }

  private mutating func frame() throws(TextFileFault) -> Bool {
    guard let descriptor = try take(1)?.first else { return false }
    let isSingle = descriptor & 0x20 != 0
    let dictionary = [0, 1, 2, 4][Int(descriptor & 3)]
    let content = [isSingle ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)]
    guard try skip((isSingle ? 0 : 1) + dictionary + content) else { return false }
    while true {
      guard let header = try take(3) else { return false }
      let block = header.number(0, 3)
      // A block of one repeated byte has that byte alone.
      let size = block >> 1 & 3 == 1 ? 1 : Int(block >> 3)
      guard block >> 1 & 3 != 3, try skip(size) else { return false }
      if block & 1 == 1 { break }
    }
    return try skip(descriptor & 4 != 0 ? 4 : 0)
  }

  private mutating func take(_ count: Int) throws(TextFileFault) -> [UInt8]? {
    while buffer.count < count {
      guard let more = try bytes.next() else { return nil }
      buffer += more
    }
    defer { buffer = buffer.dropFirst(count) }
    return Array(buffer.prefix(count))
  }

  private mutating func skip(_ count: Int) throws(TextFileFault) -> Bool {
    var left = count
    while left > buffer.count {
      left -= buffer.count
      guard let more = try bytes.next() else {
        buffer = []
        return false
      }
      buffer = more[...]
    }
    buffer = buffer.dropFirst(left)
    return true
  }
}
