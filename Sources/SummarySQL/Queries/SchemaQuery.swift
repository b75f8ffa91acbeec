package import Tables

/// What an engine is asked to learn a source's columns without reading its rows.
package enum SchemaQuery: Sendable, Equatable {
  /// The columns that this SELECT would return, with their types.
  case columns(of: String)
  /// The first line of a text file, whose fields name the columns; they are all text.
  case header(String, delimiter: Unicode.Scalar)

  /// - Parameter source: one file.
  package init(_ source: TableSource, in dialect: any SQLDialect) {
    switch source.format {
    case .parquet: self = .columns(of: "select * from \(dialect.scan(source, columns: []))")
    case .jsonLines: self = .columns(of: "select * from \(dialect.scanKeys(source))")
    case .csv, .tsv:
      let delimiter = source.delimiter.unicodeScalars.first ?? ","
      self = .header("select line from \(dialect.scanLines(source)) limit 1", delimiter: delimiter)
    }
  }

  /// The fields of a header line: separated by the delimiter, quoted where they contain it (RFC 4180).
  ///
  /// By scalars, as the engine reads it: a delimiter with a combining mark behind it is still one.
  package static func fields(ofHeader line: String, delimiter: Unicode.Scalar) -> [String] {
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
