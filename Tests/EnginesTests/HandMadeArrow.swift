import CArrow

/// An Arrow column built by hand, byte for byte as the Arrow specification lays it out.
final class HandMadeArrow {
  private(set) var schema: UnsafeMutablePointer<ArrowSchema> = .allocate(capacity: 1)
  private(set) var array: UnsafeMutablePointer<ArrowArray> = .allocate(capacity: 1)
  private var memory: [UnsafeMutableRawPointer] = []
  private let dictionary: HandMadeArrow?

  /// - Parameter buffers: the bytes of each buffer, the validity bitmap first; `nil` is an absent buffer.
  init(
    _ format: String, name: String = "x", length: Int, offset: Int = 0, nullCount: Int = -1, buffers: [[UInt8]?],
    dictionary: HandMadeArrow? = nil
  ) {
    self.dictionary = dictionary
    schema.initialize(to: ArrowSchema())
    array.initialize(to: ArrowArray())
    schema.pointee.format = UnsafePointer(text(format))
    schema.pointee.name = UnsafePointer(text(name))
    schema.pointee.dictionary = dictionary?.schema
    array.pointee.dictionary = dictionary?.array
    array.pointee.length = Int64(length)
    array.pointee.offset = Int64(offset)
    array.pointee.null_count = Int64(nullCount)
    setBuffers(buffers)
  }

  /// A batch of columns.
  init(batch columns: [HandMadeArrow], length: Int, offset: Int = 0) {
    dictionary = nil
    schema.initialize(to: ArrowSchema())
    array.initialize(to: ArrowArray())
    schema.pointee.format = UnsafePointer(text("+s"))
    schema.pointee.n_children = Int64(columns.count)
    schema.pointee.children = list(columns.map { Optional($0.schema) })
    array.pointee.n_children = Int64(columns.count)
    array.pointee.children = list(columns.map { Optional($0.array) })
    array.pointee.length = Int64(length)
    array.pointee.offset = Int64(offset)
    setBuffers([nil])
  }

  deinit {
    for block in memory { block.deallocate() }
    schema.deallocate()
    array.deallocate()
  }

  private func setBuffers(_ buffers: [[UInt8]?]) {
    array.pointee.n_buffers = Int64(buffers.count)
    array.pointee.buffers = list(buffers.map { bytes in bytes.map { UnsafeRawPointer(list($0)) } })
  }

  private func text(_ string: String) -> UnsafeMutablePointer<CChar> { list(Array(string.utf8CString)) }

  private func list<Element>(_ values: [Element]) -> UnsafeMutablePointer<Element> {
    let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(values.count, 1))
    pointer.initialize(from: values, count: values.count)
    memory.append(UnsafeMutableRawPointer(pointer))
    return pointer
  }
}

/// The little-endian bytes of numbers, one after the other.
func bytes<Number: FixedWidthInteger>(_ numbers: Number...) -> [UInt8] {
  numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) } }
}
