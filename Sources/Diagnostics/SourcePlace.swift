/// A place in a file that the user wrote: line and column count from 1, columns in characters.
public struct SourcePlace: Hashable, Sendable, Comparable {
  /// The path as the user gave it.
  public let file: String
  public let line: Int
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public static func < (left: SourcePlace, right: SourcePlace) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}
