internal import Diagnostics
internal import Specification
internal import Tables
internal import Terms

extension ExperimentSpec {
  /// The parts of a source, each row of which may have all variants: then every variant reads the same files, by columns of its own.
  func parts(of parts: [PlannedSource.Part]) -> [PlannedSource.Part] {
    guard isWide, parts.allSatisfy({ $0.variant == nil }) else { return parts }
    return variants.enumerated().flatMap { index, variant in
      let columns = Dictionary(variant.columns.map { ($0.name.value, $0.column.value) }) { first, _ in first }
      return parts.map { PlannedSource.Part(table: $0.table, variant: index, columns: columns) }
    }
  }

  private var isWide: Bool { variants.contains { !$0.columns.isEmpty } }

  /// The columns that stand for one of each variant, with the type of the first variant's.
  func wideFields(_ files: TableSchema) -> [TableSchema.Field] {
    (variants.first?.columns ?? []).compactMap { column in
      files[column.column.value].map { TableSchema.Field(name: column.name.value, type: $0.type) }
    }
    .filter { files[$0.name] == nil }
  }
}

extension ColumnFaults {
  /// The columns of each variant, and the names that they get.
  mutating func checkWideRows(_ files: TableSchema) {
    for variant in spec.variants {
      for (column, first) in zip(variant.columns, spec.variants[0].columns) {
        checkKey(column.column)
        if files[column.name.value] != nil, variant == spec.variants[0] {
          add(
            .duplicateColumn, column.name.place, "\(source) has a column \(quoted(column.name.value)) already",
            "give the columns of the variants another name")
        }
        let same = variant.columns.first { $0.name.value == first.name.value }
        guard let same, let type = files[same.column.value]?.type, let known = files[first.column.value]?.type,
          type != known
        else { continue }
        add(
          .columnType, same.column.place,
          "\(quoted(same.column.value)) is not of the type of \(quoted(first.column.value)), which is the same column of another variant",
          "give both columns one type")
      }
    }
  }
}
