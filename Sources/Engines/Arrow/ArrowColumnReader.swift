internal import CArrow
internal import Tables

/// Collects the arrays of one column.
///
/// Two closures, not a generic class: the compiler writes the loop below for each type, which is many times faster than
/// one loop for all.
struct ArrowColumnReader {
  /// Takes some rows of an array, counted from the array's own offset.
  let append: (ArrowArray, Range<Int>) -> Void
  let column: () -> Column

  /// A column of values that are `nil` where the validity bitmap has a zero.
  ///
  /// - Parameter values: gives, for an array, the function from a position in its buffers to the value there.
  init<Value>(_ wrap: @escaping ([Value?]) -> Column, values: @escaping (ArrowArray) -> (Int) -> Value) {
    var collected: [Value?] = []
    append = { array, rows in
      let start = Int(array.offset)
      let positions = (start + rows.lowerBound)..<(start + rows.upperBound)
      // A column without nulls may have no bitmap.
      let bitmap = array.null_count == 0 ? nil : array.buffers[0].map(ArrowBitmap.init)
      Self.collect(positions, of: values(array), where: bitmap, into: &collected)
    }
    column = { wrap(collected) }
  }

  /// A column that is NULL in every row; it has no buffers.
  init() {
    var count = 0
    append = { _, rows in count += rows.count }
    column = { .text(Array(repeating: nil, count: count)) }
  }

  private static func collect<Value>(
    _ positions: Range<Int>, of value: (Int) -> Value, where bitmap: ArrowBitmap?, into collected: inout [Value?]
  ) {
    if let bitmap {
      for position in positions { collected.append(bitmap[position] ? value(position) : nil) }
    } else {
      for position in positions { collected.append(value(position)) }
    }
  }
}

/// Bits packed eight to a byte, the least significant first.
struct ArrowBitmap {
  private let bytes: UnsafeRawPointer

  init(_ bytes: UnsafeRawPointer) { self.bytes = bytes }

  subscript(position: Int) -> Bool {
    bytes.load(fromByteOffset: position >> 3, as: UInt8.self) >> UInt8(position & 7) & 1 == 1
  }
}
