/// The columns of a source as the engine sees them, in file order.
package struct TableSchema: Sendable, Equatable {
  package struct Field: Sendable, Equatable {
    package let name: String
    package let type: FieldType

    package init(name: String, type: FieldType) {
      self.name = name
      self.type = type
    }
  }

  package let fields: [Field]

  package init(fields: [Field]) {
    self.fields = fields
  }

  /// By code points, as engines compare names: Swift's equality takes a letter with an accent for one with a combining mark.
  package subscript(name: String) -> Field? {
    fields.first { $0.name.utf8.elementsEqual(name.utf8) }
  }
}

/// A name with the letters of ASCII in lower case: names that are the same then are one to an engine.
package func asciiLowercased(_ name: String) -> String {
  String(
    String.UnicodeScalarView(
      name.unicodeScalars.map { $0.properties.isUppercase && $0.isASCII ? Unicode.Scalar($0.value + 32) ?? $0 : $0 }))
}

/// What a source column holds, as far as an analysis cares.
package enum FieldType: Sendable, Hashable {
  case truth
  case integer
  case real
  case text
  /// A date, or a timestamp without an offset: local in some zone.
  case time
  /// A timestamp of which the moment is known.
  case instant
  /// A type that no metric can use, in the engine's own words.
  case other(String)
}
