internal import Diagnostics
internal import Planning
internal import Specification

/// Where every row of the source went: rows read = units analyzed + rows dropped by reason.
public struct Exposure: Sendable, Equatable {
  public struct Line: Sendable, Equatable {
    public let text: String
    public let rows: Int
  }

  public let rowsRead: Int
  public let variants: [Line]
  public let drops: [Line]

  init(_ plan: AnalysisPlan, _ ledger: ExposureLedger) {
    rowsRead = ledger.rowsRead
    variants = zip(plan.variants, ledger.units).map { Line(text: $0.name.value, rows: $1) }
    drops = ledger.drops.map { Line(text: $0.reason.rawValue, rows: $0.rows) }
  }
}
