internal import Tables

/// The names of the time zones that the engine knows.
package struct ZoneNames: Need {
  package init() {}

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<[String]> {
    .select(dialect.timeZones) { table in
      guard case .text(let names)? = table?.columns.first else { return .done([]) }
      return .done(names.compactMap(\.self))
    }
  }

  package func answer(in table: MemoryTable, _ known: Answers) -> [String] { ["UTC"] }
}
