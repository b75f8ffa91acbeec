internal import Planning

/// Which division of a summary a row belongs to, where each segment attribute has one of its own (`grouping sets`).
///
/// The engine tells by `grouping(g0, g1, g2)`, an integer with a bit for each argument: the last argument has the lowest one,
/// and a bit is 1 where the row was not grouped by its argument. Of three attributes 3 = 011 in binary is the division by the
/// first, 5 = 101 that by the second, 6 = 110 that by the third. So do DuckDB and PostgreSQL, and nothing else here relies on it.
struct SegmentDivision {
  /// The columns of the attributes.
  let segments: [SQLColumn]

  init(_ grouping: Grouping) { segments = grouping.segments.indices.map(SQLColumn.segment) }

  /// The number of the division; nil where there is but one.
  var code: MadeColumn? {
    guard segments.count > 1 else { return nil }
    return MadeColumn("grouping(\(segments.names.joined(separator: ", ")))", as: .division)
  }

  /// The position of the attribute by which a row was grouped; 0 where there is but one division.
  func position(of row: AnswerRow) throws(MalformedResult) -> Int {
    guard segments.count > 1 else { return 0 }
    let code = try row.integer(.division)
    guard let position = segments.indices.first(where: { Self.code(of: $0, among: segments.count) == code }) else {
      throw MalformedResult(.division)
    }
    return position
  }

  /// All bits but that of the attribute.
  private static func code(of position: Int, among count: Int) -> Int {
    (1 << count) - 1 - (1 << (count - 1 - position))
  }
}
