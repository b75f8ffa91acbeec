internal import Planning

/// The columns by which a summary is divided: `k<n>` for a key, `g<n>` for a segment, `missing` for the pattern of missing
/// covariates. Rows that go nowhere have none.
struct GroupColumns {
  let plan: AnalysisPlan
  let columns: SourceColumns

  private var grouping: Grouping { plan.grouping }

  var keys: [String] { grouping.keys.indices.map { "k\($0)" } }
  var segments: [String] { grouping.segments.indices.map { "g\($0)" } }
  /// The texts of keys and segments.
  var names: [String] { keys + segments }
  var hasPattern: Bool { !grouping.indicated.isEmpty }
  /// The names of all columns.
  var all: [String] { names + (hasPattern ? ["missing"] : []) }

  /// Keys and segments, read from the source's columns.
  var reading: [String] {
    zip(names, grouping.keys + grouping.segments).map { name, column in
      "case when arm >= 0 then \(columns.reader(column).text) end as \(name)"
    }
  }

  /// The pattern, from the values `v<n>` of the terms.
  var pattern: [String] {
    guard hasPattern else { return [] }
    let bits = grouping.indicated.enumerated().map { bit, term in
      "case when v\(plan.position(of: term)) is null then \(1 << bit) else 0 end"
    }
    return ["case when arm >= 0 then \(bits.joined(separator: " + ")) end as missing"]
  }

  /// Of rows that are summed up: the one value that they share, and whether they share one.
  var shared: [String] { names.map { "min(\($0)) as \($0)" } }
  var differ: String? {
    names.isEmpty ? nil : names.map { "min(\($0)) <> max(\($0))" }.joined(separator: " or ")
  }

  /// The divisions of a summary: one for each segment, or one in all.
  var clause: String {
    let common = ["arm"] + keys + (hasPattern ? ["missing"] : [])
    guard segments.count > 1 else { return "group by \((common + segments).joined(separator: ", "))" }
    let sets = segments.map { "(\((common + [$0]).joined(separator: ", ")))" }
    return "group by grouping sets (\(sets.joined(separator: ", ")))"
  }

  /// Which division a row of the summary belongs to, as the engine numbers it: the segments that it was not divided by.
  var division: [String] {
    segments.count > 1 ? ["grouping(\(segments.joined(separator: ", "))) as division"] : []
  }

  /// What the engine gives as `division` for each segment.
  static func divisionCode(of segment: Int, among count: Int) -> Int { (1 << count) - 1 - (1 << (count - 1 - segment)) }
}
