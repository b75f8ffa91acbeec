internal import Planning

/// The columns by which a summary is divided: keys, segments, and the pattern of missing covariates. Rows that go nowhere have
/// none.
struct GroupColumns {
  let plan: AnalysisPlan
  let columns: SourceColumns

  private var grouping: Grouping { plan.grouping }

  var keys: [SQLColumn] { grouping.keys.indices.map(SQLColumn.key) }
  var segments: [SQLColumn] { SegmentDivision(grouping).segments }
  /// The texts of keys and segments.
  var texts: [SQLColumn] { keys + segments }
  /// The pattern, where a covariate can be missing.
  var pattern: [SQLColumn] { grouping.indicated.isEmpty ? [] : [.missing] }
  /// The names of all columns.
  var all: [SQLColumn] { texts + pattern }

  /// Keys and segments, read from the source's columns.
  var columnsRead: [String] {
    zip(texts, grouping.columns).map { text, column in
      "case when \(.arm) >= 0 then \(columns.reader(column).text) end as \(text)"
    }
  }

  /// The pattern, from the values of the terms.
  var readPattern: [String] {
    pattern.map { pattern in
      let bits = grouping.indicated.enumerated().map { bit, term in
        "case when \(.value(plan.position(of: term))) is null then \(1 << bit) else 0 end"
      }
      return "case when \(.arm) >= 0 then \(bits.joined(separator: " + ")) end as \(pattern)"
    }
  }

  /// Of rows that are summed up: the one value that they share, and whether they share one.
  var shared: [String] { texts.map { "min(\($0)) as \($0)" } }
  var differ: String? {
    texts.isEmpty ? nil : texts.map { "min(\($0)) <> max(\($0))" }.joined(separator: " or ")
  }

  /// The same of the rows that go somewhere: what nothing is summed of belongs to no group, or it would be counted in several.
  var kept: [String] { texts.map { "case when \(.arm) >= 0 then \($0) end as \($0)" } }

  /// The divisions of a summary: one for each segment, or one in all.
  var clause: String {
    let common = [.arm] + keys + pattern
    guard segments.count > 1 else { return "group by \((common + segments).names.joined(separator: ", "))" }
    let sets = segments.map { "(\((common + [$0]).names.joined(separator: ", ")))" }
    return "group by grouping sets (\(sets.joined(separator: ", ")))"
  }

  /// Which division a row of the summary belongs to, where there are several.
  var division: [String] { SegmentDivision(grouping).code.map { [$0.selected] } ?? [] }
}
