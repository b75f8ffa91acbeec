import CArrow
import Tables
import Testing

@testable import Engines

@Suite struct ArrowTableReaderTests {
  private func read(_ column: HandMadeArrow, rows: Int, offset: Int = 0) throws -> Column {
    let batch = HandMadeArrow(batch: [column], length: rows, offset: offset)
    return try withExtendedLifetime((column, batch)) {
      let reader = try ArrowTableReader(schema: batch.schema.pointee)
      reader.append(batch.array.pointee)
      return reader.table().columns[0]
    }
  }

  @Test func aNullIsAZeroInTheBitmapLeastSignificantBitFirst() throws {
    // Rows 0, 3 and 9 are null.
    let values = (0..<10).flatMap { bytes(Int32($0)) }
    let column = HandMadeArrow("i", length: 10, buffers: [[0b1111_0110, 0b0000_0001], values])
    #expect(try read(column, rows: 10) == .integer([nil, 1, 2, nil, 4, 5, 6, 7, 8, nil]))
  }

  @Test func aColumnWithoutBitmapHasNoNulls() throws {
    #expect(
      try read(HandMadeArrow("l", length: 2, buffers: [nil, bytes(Int64.min, .max)]), rows: 2)
        == .integer([.min, .max]))
  }

  @Test func aNullCountOfZeroOverrulesTheBitmap() throws {
    #expect(try read(HandMadeArrow("c", length: 1, nullCount: 0, buffers: [[0], [255]]), rows: 1) == .integer([-1]))
  }

  @Test func offsetsOfTheColumnAndOfTheBatchAddUp() throws {
    let column = HandMadeArrow("s", length: 4, offset: 1, buffers: [[0b0001_0111], bytes(Int16(0), 1, 2, 3, 4)])
    #expect(try read(column, rows: 3, offset: 1) == .integer([2, nil, 4]))
  }

  @Test func truthsAreBits() throws {
    let column = HandMadeArrow("b", length: 9, offset: 1, buffers: [[0b1111_1101, 0b11], [0b1010_0101, 0b10]])
    #expect(try read(column, rows: 9) == .truth([nil, true, false, false, true, false, true, false, true]))
  }

  @Test func unsignedNumbersKeepTheirValue() throws {
    #expect(try read(HandMadeArrow("C", length: 1, buffers: [nil, [255]]), rows: 1) == .integer([255]))
    #expect(try read(HandMadeArrow("S", length: 1, buffers: [nil, bytes(UInt16.max)]), rows: 1) == .integer([65_535]))
    #expect(
      try read(HandMadeArrow("I", length: 1, buffers: [nil, bytes(UInt32.max)]), rows: 1)
        == .integer([4_294_967_295]))
    #expect(
      try read(HandMadeArrow("L", length: 1, buffers: [nil, bytes(UInt64.max)]), rows: 1)
        == .wideInteger([18_446_744_073_709_551_615]))
  }

  @Test func wideIntegersAreTheRawSixteenBytes() throws {
    let column = HandMadeArrow("d:38,0", length: 2, buffers: [nil, bytes(Int128.min, -1)])
    #expect(try read(column, rows: 2) == .wideInteger([.min, -1]))
  }

  @Test func decimalsOfEveryWidthAreScaled() throws {
    #expect(
      try read(HandMadeArrow("d:9,2,32", length: 1, buffers: [nil, bytes(Int32(-125))]), rows: 1) == .real([-1.25]))
    #expect(
      try read(HandMadeArrow("d:18,3,64", length: 1, buffers: [nil, bytes(Int64(1500))]), rows: 1) == .real([1.5]))
    #expect(try read(HandMadeArrow("d:38,1", length: 1, buffers: [nil, bytes(Int128(7))]), rows: 1) == .real([0.7]))
  }

  @Test func floatsWiden() throws {
    #expect(
      try read(HandMadeArrow("f", length: 1, buffers: [nil, bytes(Float(1.5).bitPattern)]), rows: 1) == .real([1.5]))
    #expect(
      try read(HandMadeArrow("g", length: 1, buffers: [nil, bytes(Double.infinity.bitPattern)]), rows: 1)
        == .real([.infinity]))
  }

  @Test func textLiesBetweenOffsets() throws {
    let text = Array("aé🙂".utf8)
    let small = HandMadeArrow("u", length: 4, buffers: [[0b1011], bytes(Int32(0), 1, 3, 3, 7), text])
    #expect(try read(small, rows: 4) == .text(["a", "é", nil, "🙂"]))
    let large = HandMadeArrow("U", length: 2, offset: 1, buffers: [nil, bytes(Int64(0), 1, 3, 7), text])
    #expect(try read(large, rows: 2) == .text(["é", "🙂"]))
    let empty = HandMadeArrow("u", length: 1, buffers: [nil, bytes(Int32(0), 0), nil])
    #expect(try read(empty, rows: 1) == .text([""]))
  }

  @Test func viewsHoldShortTextAndPointToLongText() throws {
    let inline = bytes(Int32(12)) + Array("twelve bytes".utf8)
    let long = bytes(Int32(13)) + Array("thir".utf8) + bytes(Int32(1), 2)
    let column = HandMadeArrow(
      "vu", length: 3,
      buffers: [
        [0b011], inline + long + bytes(Int32(0), 0, 0, 0), [], Array("..thirteen bytes".utf8), bytes(Int64(0), 16),
      ])
    #expect(try read(column, rows: 3) == .text(["twelve bytes", "thirteen byte", nil]))
  }

  @Test func dictionaryIndexesBecomeTheirWords() throws {
    let words = HandMadeArrow("u", length: 2, offset: 1, buffers: [nil, bytes(Int32(0), 1, 2, 3), Array("xab".utf8)])
    let column = HandMadeArrow("C", length: 3, buffers: [[0b101], [1, 200, 0]], dictionary: words)
    #expect(try read(column, rows: 3) == .text(["b", nil, "a"]))
    let signed = HandMadeArrow("i", length: 1, buffers: [nil, bytes(Int32(1))], dictionary: words)
    #expect(try read(signed, rows: 1) == .text(["b"]))
  }

  @Test func aColumnOfNullsHasNoBuffers() throws {
    #expect(try read(HandMadeArrow("n", length: 2, nullCount: 2, buffers: []), rows: 2) == .text([nil, nil]))
  }

  @Test func datesAndTimesBecomeText() throws {
    #expect(
      try read(HandMadeArrow("tdD", length: 1, buffers: [nil, bytes(Int32(19_782))]), rows: 1) == .text(["2024-02-29"]))
    #expect(
      try read(HandMadeArrow("tsu:UTC", length: 1, buffers: [nil, bytes(Int64(1))]), rows: 1)
        == .text(["1970-01-01 00:00:00.000001+00"]))
  }

  @Test func batchesFollowEachOther() throws {
    let first = HandMadeArrow("i", name: "n", length: 2, buffers: [nil, bytes(Int32(1), 2)])
    let second = HandMadeArrow("i", name: "n", length: 1, buffers: [nil, bytes(Int32(3))])
    let none = HandMadeArrow("i", name: "n", length: 0, buffers: [nil, nil])
    let batches = [(first, 2), (none, 0), (second, 1)].map { HandMadeArrow(batch: [$0.0], length: $0.1) }
    try withExtendedLifetime((first, second, none, batches)) {
      let reader = try ArrowTableReader(schema: batches[0].schema.pointee)
      for batch in batches { reader.append(batch.array.pointee) }
      #expect(reader.table() == Table(names: ["n"], columns: [.integer([1, 2, 3])]))
    }
  }

  @Test func aTypeThatCannotBeReadIsNamedWithItsColumn() {
    let expected = EngineError(
      .conversion, "the column \"tags\" has a type that cannot be read",
      detail: "Its Arrow format is +l. Cast it in the query, for instance to VARCHAR.")
    #expect(throws: expected) { try read(HandMadeArrow("+l", name: "tags", length: 0, buffers: [nil, nil]), rows: 0) }
  }
}
