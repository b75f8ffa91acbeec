internal import CArrow
internal import Tables

extension ArrowFormat {
  /// The reader of a column of this format.
  ///
  /// Unsigned integers of 8 bytes become wide, for they may pass `Int64`; so do decimals without a scale, which is how
  /// sums of integers arrive. Dates and times become the text that `CAST(... AS VARCHAR)` gives in UTC.
  func reader() -> ArrowColumnReader {
    switch self {
    case .null: ArrowColumnReader()
    case .boolean:
      ArrowColumnReader(Column.truth) { array in
        guard let buffer = array.buffers[1] else { return { _ in false } }
        let bitmap = ArrowBitmap(buffer)
        return { bitmap[$0] }
      }
    case .signed(1): ArrowColumnReader(Column.integer) { Self.fixed($0) { (value: Int8) in Int64(value) } }
    case .signed(2): ArrowColumnReader(Column.integer) { Self.fixed($0) { (value: Int16) in Int64(value) } }
    case .signed(4): ArrowColumnReader(Column.integer) { Self.fixed($0) { (value: Int32) in Int64(value) } }
    case .signed: ArrowColumnReader(Column.integer) { Self.fixed($0) { (value: Int64) in value } }
    case .unsigned(1): ArrowColumnReader(Column.integer) { Self.fixed($0) { (value: UInt8) in Int64(value) } }
    case .unsigned(2): ArrowColumnReader(Column.integer) { Self.fixed($0) { (value: UInt16) in Int64(value) } }
    case .unsigned(4): ArrowColumnReader(Column.integer) { Self.fixed($0) { (value: UInt32) in Int64(value) } }
    case .unsigned: ArrowColumnReader(Column.wideInteger) { Self.fixed($0) { (value: UInt64) in Int128(value) } }
    case .float: ArrowColumnReader(Column.real) { Self.fixed($0) { (value: Float) in Double(value) } }
    case .double: ArrowColumnReader(Column.real) { Self.fixed($0) { (value: Double) in value } }
    case .decimal(scale: 0, let bytes):
      ArrowColumnReader(Column.wideInteger) { Self.unscaled($0, bytes: bytes) }
    case .decimal(let scale, let bytes):
      ArrowColumnReader(Column.real) { array in
        let unscaled = Self.unscaled(array, bytes: bytes)
        return { DecimalNumber(unscaled: unscaled($0), scale: scale).nearestDouble }
      }
    case .string(let offsetBytes): ArrowColumnReader(Column.text) { Self.strings($0, offsetBytes: offsetBytes) }
    case .stringView: ArrowColumnReader(Column.text, values: Self.stringViews)
    case .date:
      ArrowColumnReader(Column.text) { Self.fixed($0) { (days: Int32) in CalendarText.date(days: days) } }
    case .timestamp(let unit, let hasZone):
      ArrowColumnReader(Column.text) {
        Self.fixed($0) { (ticks: Int64) in
          CalendarText.timestamp(ticks, ticksPerSecond: unit.ticksPerSecond, hasZone: hasZone)
        }
      }
    }
  }

  /// The reader of text that stands once in a dictionary and is referred to by position, such as an ENUM.
  static func dictionaryReader(isSigned: Bool, indexBytes: Int, offsetBytes: Int) -> ArrowColumnReader {
    ArrowColumnReader(Column.text) { array in
      guard let dictionary = array.dictionary?.pointee else { return { _ in "" } }
      let text = strings(dictionary, offsetBytes: offsetBytes)
      let words = (0..<Int(dictionary.length)).map { text(Int(dictionary.offset) + $0) }
      let index = indexes(array, isSigned: isSigned, bytes: indexBytes)
      return { words[index($0)] }
    }
  }
}

// MARK: - Buffers

extension ArrowFormat {
  /// Values of one width, side by side in the second buffer. Arrow asks for alignment, and no more than recommends it.
  private static func fixed<Stored: BitwiseCopyable, Value>(
    _ array: ArrowArray, _ convert: @escaping (Stored) -> Value
  ) -> (Int) -> Value {
    // Only an array without values may lack the buffer, and then nobody asks for one.
    let buffer = array.buffers[1]
    return { convert(buffer!.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Stored>.stride, as: Stored.self)) }
  }

  private static func indexes(_ array: ArrowArray, isSigned: Bool, bytes: Int) -> (Int) -> Int {
    switch (isSigned, bytes) {
    case (true, 1): fixed(array) { (value: Int8) in Int(value) }
    case (true, 2): fixed(array) { (value: Int16) in Int(value) }
    case (true, 4): fixed(array) { (value: Int32) in Int(value) }
    case (true, _): fixed(array) { (value: Int64) in Int(value) }
    case (false, 1): fixed(array) { (value: UInt8) in Int(value) }
    case (false, 2): fixed(array) { (value: UInt16) in Int(value) }
    case (false, 4): fixed(array) { (value: UInt32) in Int(value) }
    case (false, _): fixed(array) { (value: UInt64) in Int(value) }
    }
  }

  private static func unscaled(_ array: ArrowArray, bytes: Int) -> (Int) -> Int128 {
    switch bytes {
    case 4: fixed(array) { (value: Int32) in Int128(value) }
    case 8: fixed(array) { (value: Int64) in Int128(value) }
    default: fixed(array) { (value: Int128) in Int128(littleEndian: value) }
    }
  }

  private static func strings(_ array: ArrowArray, offsetBytes: Int) -> (Int) -> String {
    let offset = indexes(array, isSigned: true, bytes: offsetBytes)
    let text = array.buffers[2]
    return { position in
      let start = offset(position)
      return String(
        decoding: UnsafeRawBufferPointer(start: text.map { $0 + start }, count: offset(position + 1) - start),
        as: UTF8.self)
    }
  }

  /// Views of 16 bytes: the length, then the text itself, or (beyond 12 bytes) its first 4 bytes, buffer and offset.
  private static func stringViews(_ array: ArrowArray) -> (Int) -> String {
    let buffers = array.buffers!
    return { position in
      let view = buffers[1]! + position * 16
      func word(_ index: Int) -> Int { Int(view.loadUnaligned(fromByteOffset: index * 4, as: Int32.self)) }
      let text = word(0) <= 12 ? view + 4 : buffers[2 + word(2)].map { $0 + word(3) }
      return String(decoding: UnsafeRawBufferPointer(start: text, count: word(0)), as: UTF8.self)
    }
  }
}
