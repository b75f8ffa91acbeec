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
    /// An object of JSON that is none, and why.
    case malformedObject(String)
    /// None of these: the engine's own words are all that is known.
    case other
  }

  package let kind: Kind
  /// The line of a text file, counted from 1, where the engine names one.
  package let line: String?
  /// The object of a file of JSON, counted from 1, where the engine names one.
  package var object: Int? = nil
}
