package import Tables

/// The columns of one file, found without reading its rows.
package struct FileColumns: Need {
  private let source: TableSource

  /// - Parameter source: one file.
  package init(_ source: TableSource) { self.source = source }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<TableSchema> {
    switch source.format {
    case .parquet: .describe("select * from \(dialect.scan(source, columns: []))") { .done($0) }
    case .jsonLines:
      .describe("select * from \(dialect.scanKeys(source))") { .done(Self.texts($0.fields.map(\.name))) }
    case .csv, .tsv:
      .select("select line from \(dialect.scanLines(source)) limit 1") { .done(try header($0)) }
    }
  }

  /// The first line of a text file names its columns, which are all text.
  private func header(_ table: Table?) throws(NeedFault) -> TableSchema {
    guard case .text(let lines)? = table?.columns.first, let first = lines.first else {
      throw .emptyFile(source.files[0])
    }
    guard let line = first else { throw .blankHeader(source.files[0]) }
    return Self.texts(HeaderLine.fields(line, delimiter: source.delimiter.unicodeScalars.first ?? ","))
  }

  private static func texts(_ names: [String]) -> TableSchema {
    TableSchema(fields: names.map { TableSchema.Field(name: $0, type: .text) })
  }

  /// Rows in memory are of no file.
  package func answer(in table: MemoryTable, _ known: Answers) -> TableSchema { TableSchema(fields: []) }
}

/// The first line of a text file: names that are separated by the delimiter, quoted where they contain it (RFC 4180).
enum HeaderLine {
  /// By scalars, as the engine reads it: a delimiter with a combining mark behind it is still one.
  static func fields(_ line: String, delimiter: Unicode.Scalar) -> [String] {
    var fields: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = line.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        scalars.removeFirst()
        field.append("\"")
      case "\"" where isQuoted || field.isEmpty: isQuoted.toggle()
      case delimiter where !isQuoted:
        fields.append(String(field))
        field = .init()
      default: field.append(scalar)
      }
    }
    return fields + [String(field)]
  }
}
