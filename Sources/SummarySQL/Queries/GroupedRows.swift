internal import Planning
internal import Tables

/// The rows of a summary by what they are: variants in groups and segments, or reasons why rows went nowhere.
struct GroupedRows {
  /// The rows of one group, by variant.
  struct Group {
    let keys: [String?]
    var missing = 0
    var rows: [Int: AnswerRow] = [:]
  }

  struct Segment {
    let value: String?
    var groups: [Group] = []
  }

  /// All groups without segments, by their keys.
  private(set) var groups: [Group] = []
  /// The values of each segment attribute, in text order.
  private(set) var segments: [[Segment]] = []
  private(set) var ofReasons: [Int: AnswerRow] = [:]
  private(set) var ofVariants: [AnswerRow] = []

  private struct Key: Hashable {
    let segment: String?
    let keys: [String?]
    let missing: Int
  }

  init(_ table: Table, _ plan: AnalysisPlan) throws(MalformedResult) {
    let grouping = plan.grouping
    var divisions = Array(repeating: [Key: Group](), count: max(1, grouping.segments.count))
    let columns = SegmentDivision(grouping)
    for index in 0..<table.rowCount {
      let row = AnswerRow(table, index)
      let arm = try row.integer(.arm)
      let division = try columns.position(of: row)
      guard arm >= 0 else {
        // Each division has the rows that went nowhere.
        if division == 0 { try Self.put(row, at: arm, in: &ofReasons) }
        continue
      }
      ofVariants.append(row)
      var keys: [String?] = []
      for key in grouping.keys.indices { keys.append(try row.text(.key(key))) }
      let missing = grouping.indicated.isEmpty ? 0 : try row.integer(.missing)
      let segment = grouping.segments.isEmpty ? nil : try row.text(.segment(division))
      let key = Key(segment: segment, keys: keys, missing: missing)
      try Self.put(row, at: arm, in: &divisions[division][key, default: Group(keys: keys, missing: missing)].rows)
    }
    let sorted = divisions.map { $0.sorted { Self.precedes($0.key, $1.key) } }
    guard !grouping.segments.isEmpty else {
      groups = sorted[0].map(\.value)
      return
    }
    segments = sorted.map { division in
      division.reduce(into: [Segment]()) { segments, group in
        if segments.last?.value != group.key.segment || segments.isEmpty {
          segments.append(Segment(value: group.key.segment))
        }
        segments[segments.count - 1].groups.append(group.value)
      }
    }
  }

  /// A second row of the same variant and group would replace the first unseen.
  private static func put(
    _ row: AnswerRow, at arm: Int, in rows: inout [Int: AnswerRow]
  ) throws(MalformedResult) {
    guard rows.updateValue(row, forKey: arm) == nil else { throw MalformedResult(.arm) }
  }

  /// Missing values first, texts by their code points: the same order in every language.
  private static func precedes(_ left: Key, _ right: Key) -> Bool {
    func texts(_ key: Key) -> [String?] { [key.segment] + key.keys }
    for (one, other) in zip(texts(left), texts(right)) where one != other {
      guard let one, let other else { return one == nil }
      return one.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
    }
    return left.missing < right.missing
  }
}
