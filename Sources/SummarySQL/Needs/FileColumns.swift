package import Tables

/// The columns of one file, found without reading its rows.
package struct FileColumns: Need {
  private let source: TableSource
  private let looksAtAllRows: Bool

  /// - Parameters:
  ///   - source: one file.
  ///   - looksAtAllRows: whether names that only later rows of JSON have are found, too.
  package init(_ source: TableSource, looksAtAllRows: Bool = false) {
    (self.source, self.looksAtAllRows) = (source, looksAtAllRows)
  }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<TableSchema> {
    switch source.format {
    case .parquet, .partitionedParquet:
      .describe("select * from \(dialect.scan(source, columns: [], kinds: []))") { .done($0) }
    case .jsonLines, .jsonArray:
      .describe("select * from \(dialect.scanKeys(source, ofAllRows: looksAtAllRows))") {
        .done(Self.texts($0.fields.map(\.name)))
      }
    case .csv, .tsv:
      .select("select line from \(dialect.scanLines(source)) limit \(HeaderLine.mostLines)") { .done(try header($0)) }
    }
  }

  /// The first line of a text file names its columns, which are all text.
  private func header(_ table: Table?) throws(NeedFault) -> TableSchema {
    guard case .text(let lines)? = table?.columns.first, let first = lines.first else {
      throw .emptyFile(source.files[0])
    }
    guard first != nil else { throw .blankHeader(source.files[0]) }
    let line = HeaderLine.record(lines.map { $0 ?? "" })
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
  /// A name may have line breaks in its quotes, but not many.
  static let mostLines = 20

  /// The lines up to the one that closes the last quote.
  static func record(_ lines: [String]) -> String {
    var record = lines.first ?? ""
    for line in lines.dropFirst() where record.unicodeScalars.count(where: { $0 == "\"" }) % 2 == 1 {
      record += "\n" + line
    }
    return record
  }

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
