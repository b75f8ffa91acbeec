/// The line breaks of a text, counted.
struct LineEnds {
  private var (feeds, returns, pairs) = (0, 0, 0)
  private var endsWithReturn = false

  mutating func count(_ bytes: [UInt8]) {
    let (feed, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    bytes.withUnsafeBufferPointer { bytes in
      feeds += bytes.count { $0 == feed }
      if endsWithReturn, bytes.first == feed { pairs += 1 }
      endsWithReturn = bytes.last == carriage
      // Most files have none.
      guard bytes.contains(carriage) else { return }
      returns += bytes.count { $0 == carriage }
      pairs += zip(bytes, bytes.dropFirst()).count { $0 == carriage && $1 == feed }
    }
  }

  /// Whether a return ends a line by itself.
  var haveLoneReturns: Bool { returns > pairs }

  /// Whether lines end in different ways; breaks inside quotes count as well.
  var areMixed: Bool { feeds > 0 && returns > 0 && !(feeds == pairs && returns == pairs) }
}
