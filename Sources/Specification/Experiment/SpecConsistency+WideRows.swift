import Diagnostics
internal import Terms

extension SpecConsistency {
  /// Where a row has all variants, each names the same columns of its own, and needs no label.
  func checkWideRows() {
    guard let first = variants.first(where: { !$0.columns.isEmpty }) else { return }
    let place = first.columns[0].name.place
    if data.rows != .aggregates {
      faults.error(
        .unsuitableRows, at: place,
        "\"columns\" of a variant apply to rows of aggregates, but rows are \(data.rows.rawValue)",
        remedy: "write \"rows\": \"aggregates\" if each row has the counts of all variants; else leave \"columns\" out")
    }
    if data.sources.isEmpty {
      faults.error(
        .mixedSources, at: place, "the variant \(quoted(first.name.value)) has both a source and columns of its own",
        remedy: "name one source in \"data\" whose rows have all variants, or leave \"columns\" out")
    }
    for variant in variants {
      let names = Set(variant.columns.map(\.name.value))
      for column in first.columns where !names.contains(column.name.value) {
        faults.error(
          .missingKey, at: variant.name.place,
          "the variant \(quoted(variant.name.value)) has no column \(quoted(column.name.value)), but \(quoted(first.name.value)) has",
          remedy: "add \(quoted(column.name.value)) to its \"columns\"")
      }
      let known = Set(first.columns.map(\.name.value))
      for column in variant.columns where !known.contains(column.name.value) {
        faults.error(
          .unknownKey, at: column.name.place,
          "the variant \(quoted(variant.name.value)) has a column \(quoted(column.name.value)), but \(quoted(first.name.value)) has none",
          remedy: "give all variants the same names")
      }
      if let label = variant.labels.first, label.place != variant.name.place {
        faults.error(
          .labelShape, at: label.place,
          "the variant \(quoted(variant.name.value)) has columns of its own, so its labels are not used",
          remedy: "leave \"values\" out")
      }
    }
  }
}
