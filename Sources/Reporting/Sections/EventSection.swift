internal import Inference

/// How far the data reaches, and where the events of each fact went.
struct EventSection {
  let analysis: ExperimentAnalysis

  var blocks: [Block] {
    guard let events = analysis.events else { return [] }
    let period = period(events)
    return [.heading(3, "Where the events went")] + (period.isEmpty ? [] : [.bullets(period)])
      + (events.facts.isEmpty ? [] : [.table(table(events))]) + events.facts.flatMap(SharingText.blocks)
  }

  private func period(_ events: EventAccount) -> [Phrase] {
    var lines: [Phrase] = []
    if let first = events.firstExposure, let last = events.lastExposure {
      lines.append("First exposures range from \(first) to \(last).")
    }
    if let cut = events.cut {
      lines.append(
        "The data ends at \(cut), \(events.cutIsStated ? "as the spec states" : "the latest time in it"): windows that end later are not complete."
      )
    }
    if let timezone = events.timezone {
      lines.append("Times without an offset and local days are in the time zone \(timezone).")
    }
    return lines
  }

  private func table(_ events: EventAccount) -> NumericTable {
    let rows = events.facts.flatMap { fact in
      let (what, kept) = fact.sharing == nil ? ("events", "counted") : ("rows", "shared")
      return [line("\(fact.name): \(what) read", fact.read), line("\(fact.name): \(what) \(kept)", fact.counted)]
        + fact.drops.map { line("\(fact.name): dropped, \($0.text)", $0.rows) }
        + fact.withoutValue.map { line("\(fact.name): \(kept) without a usable \($0.text)", $0.rows) }
    }
    return NumericTable(columns: [.init("What"), .init("Count", .trailing)], rows: rows)
  }

  private func line(_ text: String, _ count: Int) -> [NumericTable.Cell] {
    [.name(text), .init(.count(count))]
  }
}
