/// The rows of one cell as coarse integers, with the hash of each unit's key: what replicate moments are made of.
package struct ReplicateRows: Sendable, Equatable {
  /// Bits of |q|: products then leave ten bits of a 64-bit integer for the sum of a block of weighted rows.
  package static let valueBits = 26

  package let scalings: [Scaling]
  /// The hash of each unit's key.
  package private(set) var units: [UInt64] = []
  /// q of each row, one row after the other.
  package private(set) var integers: [Int64] = []

  package init(scalings: [Scaling]) { self.scalings = scalings }

  package var dimension: Int { scalings.count }

  /// The finest scale of coarse integers at which a value `largest` away from the center fits.
  ///
  /// Half of its unit is 2⁻²⁷ of the largest distance, and that distance is at most √n standard deviations: what the
  /// rounding adds to a variance is lost in the noise of any number of replicates. The observed moments are taken from the
  /// same integers, so that a replicate differs from them by its weights alone.
  package static func scaling(center: Double, largest: Double) -> Scaling {
    Scaling(center: center, largest: largest, headroom: Scaling.valueBits - valueBits)
  }

  /// - Precondition: the row has a value for each scaling, and each lies within its reach.
  package mutating func append(unit: UInt64, row: [Double]) {
    precondition(row.count == dimension)
    append(unit: unit, integers: zip(row, scalings).map { Int64((($0 - $1.center) * $1.factor).rounded()) })
  }

  /// - Precondition: one integer for each scaling, of at most `valueBits` bits.
  package mutating func append(unit: UInt64, integers row: [Int64]) {
    precondition(row.count == dimension && row.allSatisfy { $0.magnitude <= 1 << Self.valueBits })
    units.append(unit)
    integers += row
  }
}

extension ReplicateRows {
  /// Rows whose scalings suit them: centered in the middle of each column's range.
  package init(units: [UInt64], rows: [[Double]], dimension: Int) {
    let scalings = (0..<dimension).map { column in
      let low = rows.lazy.map { $0[column] }.min() ?? 0
      let high = rows.lazy.map { $0[column] }.max() ?? 0
      let center = low / 2 + high / 2
      let reach = max(high - center, center - low)
      return Self.scaling(center: center, largest: reach > 0 ? reach : 1)
    }
    self.init(scalings: scalings)
    for (unit, row) in zip(units, rows) { append(unit: unit, row: row) }
  }
}
