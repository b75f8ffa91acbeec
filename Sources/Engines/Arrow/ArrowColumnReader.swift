internal import CArrow
internal import Tables

/// Collects the arrays of one column.
protocol ArrowColumnReader {
  /// - Parameter rows: the rows to take, counted from the array's own offset.
  func append(_ array: ArrowArray, rows: Range<Int>)
  func column() -> Column
}

/// Collects values of one Swift type, `nil` where the validity bitmap has a zero.
final class ArrowValueReader<Value>: ArrowColumnReader {
  /// Gives, for an array, the function from a position in its buffers to the value there.
  private let values: (ArrowArray) -> (Int) -> Value
  private let wrap: ([Value?]) -> Column
  private var collected: [Value?] = []

  init(wrap: @escaping ([Value?]) -> Column, values: @escaping (ArrowArray) -> (Int) -> Value) {
    self.values = values
    self.wrap = wrap
  }

  func append(_ array: ArrowArray, rows: Range<Int>) {
    let start = Int(array.offset)
    let positions = (start + rows.lowerBound)..<(start + rows.upperBound)
    let value = values(array)
    // A column without nulls may have no bitmap.
    guard array.null_count != 0, let validity = array.buffers?[0] else {
      for position in positions { collected.append(value(position)) }
      return
    }
    let bitmap = ArrowBitmap(validity)
    for position in positions {
      collected.append(bitmap[position] ? value(position) : nil)
    }
  }

  func column() -> Column { wrap(collected) }
}

/// A column that is NULL in every row; it has no buffers.
final class ArrowNullReader: ArrowColumnReader {
  private var count = 0

  func append(_ array: ArrowArray, rows: Range<Int>) { count += rows.count }
  func column() -> Column { .text(Array(repeating: nil, count: count)) }
}

/// Bits packed eight to a byte, the least significant first.
struct ArrowBitmap {
  private let bytes: UnsafeRawPointer

  init(_ bytes: UnsafeRawPointer) { self.bytes = bytes }

  subscript(position: Int) -> Bool {
    bytes.load(fromByteOffset: position >> 3, as: UInt8.self) >> UInt8(position & 7) & 1 == 1
  }
}
