/// What is wrong with a file that an engine could not read, as far as its message tells.
package struct SourceFault: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case invalidUTF8
    case unclosedQuote
    /// A row has another number of fields than the header.
    case fieldCount(found: String, expected: String)
    /// A line is longer than engines take.
    case longLine
    /// Compressed data that ends too early.
    case cutShort
    case notParquet
    /// None of these: the engine's own words are all that is known.
    case other
  }

  package let kind: Kind
  /// The line of a text file, counted from 1, where the engine names one.
  package let line: String?
}
