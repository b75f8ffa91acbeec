/// One column of a query result: typed values, `nil` where the database said NULL.
package enum Column: Sendable, Equatable {
  case truth([Bool?])
  case integer([Int64?])
  /// Sums of integers, which may pass 64 bits.
  case wideInteger([Int128?])
  case real([Double?])
  case text([String?])

  package var count: Int {
    switch self {
    case .truth(let values): values.count
    case .integer(let values): values.count
    case .wideInteger(let values): values.count
    case .real(let values): values.count
    case .text(let values): values.count
    }
  }
}
