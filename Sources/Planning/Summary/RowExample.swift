/// A row of a file that shows a fault.
package struct RowExample: Sendable, Equatable {
  /// How many are shown of one fault.
  package static let most = 3

  /// What stands in the columns in question, as it is written; nil where one is blank.
  package let texts: [String?]
  /// Counted from 1 without the header.
  package let row: Int
  /// As few parts of its path as tell the files apart; nil where there is but one file.
  package let file: String?

  package init(_ texts: [String?], row: Int, file: String?) { (self.texts, self.row, self.file) = (texts, row, file) }
}
