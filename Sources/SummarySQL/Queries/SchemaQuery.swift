package import Tables

/// What an engine is asked to learn a source's columns without reading its rows.
package enum SchemaQuery: Sendable, Equatable {
  /// The columns that this SELECT would return, with their types.
  case columns(of: String)
  /// The first line of a text file, whose fields name the columns; they are all text.
  case header(String, delimiter: Character)

  package init(_ source: TableSource, in dialect: any SQLDialect) {
    switch source.format {
    case .parquet: self = .columns(of: "select * from \(dialect.scan(source, columns: []))")
    case .csv: self = .header("select line from \(dialect.scanLines(source)) limit 1", delimiter: ",")
    case .tsv: self = .header("select line from \(dialect.scanLines(source)) limit 1", delimiter: "\t")
    }
  }

  /// The fields of a header line: separated by the delimiter, quoted where they contain it (RFC 4180).
  package static func fields(ofHeader line: String, delimiter: Character) -> [String] {
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    var characters = Substring(line)
    while let character = characters.popFirst() {
      switch character {
      case "\"" where isQuoted && characters.first == "\"":
        characters.removeFirst()
        field.append("\"")
      case "\"" where isQuoted || field.isEmpty: isQuoted.toggle()
      case delimiter where !isQuoted:
        fields.append(field)
        field = ""
      default: field.append(character)
      }
    }
    return fields + [field]
  }
}
