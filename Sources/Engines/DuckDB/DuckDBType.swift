internal import Tables

/// DuckDB's types, with their numbers in the C API.
enum DuckDBType: UInt32, CaseIterable {
  case boolean = 1
  case tinyInt, smallInt, integer, bigInt
  case unsignedTinyInt, unsignedSmallInt, unsignedInteger, unsignedBigInt
  case float, double
  case timestamp, date, time, interval
  case hugeInt, varchar, blob, decimal
  case timestampSeconds, timestampMilliseconds, timestampNanoseconds
  case enumeration, list, structure, map, uuid, union, bit
  case timeWithZone, timestampWithZone
  case unsignedHugeInt, array, any, bigNumber, null
  case stringLiteral, integerLiteral
  case timeNanoseconds, geometry, variant

  /// What a column of this type is to an analysis.
  var fieldType: FieldType {
    switch self {
    case .boolean: .truth
    case .tinyInt, .smallInt, .integer, .bigInt, .unsignedTinyInt, .unsignedSmallInt, .unsignedInteger,
      .unsignedBigInt, .hugeInt, .unsignedHugeInt, .integerLiteral:
      .integer
    case .float, .double, .decimal: .real
    case .varchar, .enumeration, .uuid, .stringLiteral: .text
    case .date, .timestamp, .timestampSeconds, .timestampMilliseconds, .timestampNanoseconds: .time
    case .timestampWithZone: .instant
    case .time, .timeNanoseconds: .other("TIME")
    case .timeWithZone: .other("TIME WITH TIME ZONE")
    case .interval: .other("INTERVAL")
    case .blob: .other("BLOB")
    case .list: .other("LIST")
    case .structure: .other("STRUCT")
    case .map: .other("MAP")
    case .union: .other("UNION")
    case .bit: .other("BIT")
    case .array: .other("ARRAY")
    case .any: .other("ANY")
    case .bigNumber: .other("BIGNUM")
    case .null: .other("NULL")
    case .geometry: .other("GEOMETRY")
    case .variant: .other("VARIANT")
    }
  }
}
