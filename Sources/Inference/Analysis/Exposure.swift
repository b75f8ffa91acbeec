internal import Diagnostics
internal import Planning
internal import Terms

/// Where every row of the source went: rows read = rows kept + rows dropped by reason.
public struct Exposure: Sendable, Equatable {
  public struct Line: Sendable, Equatable {
    public let text: String
    public let rows: Int
  }

  public let rowsRead: Int
  /// Whether a row counts many units.
  public let isOfAggregates: Bool
  /// Rows that were summed up to units, where rows are not units themselves.
  public let rowsSummed: Int?
  public let variants: [Line]
  public let drops: [Line]

  init(_ plan: AnalysisPlan, _ ledger: ExposureLedger) {
    rowsRead = ledger.rowsRead
    isOfAggregates = plan.source.rows == .aggregates
    rowsSummed = plan.source.rows == .units && !plan.source.sumsRows ? nil : ledger.rowsKept
    variants = zip(plan.variants, ledger.units ?? []).map { Line(text: $0.name, rows: $1) }
    drops = ledger.drops.map { Line(text: $0.reason.rawValue, rows: $0.rows) }
  }
}

extension Exposure {
  package var record: Record {
    [
      "rows_read": .count(rowsRead), "rows_summed": .count(rowsSummed), "units": .counts(variants),
      "dropped": .counts(drops),
    ]
  }
}

extension Record {
  static func counts(_ lines: [Exposure.Line]) -> Record { Record(lines.map { ($0.text, .count($0.rows)) }) }
}
