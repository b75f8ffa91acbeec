import TestSupport
import Testing

/// What a query writes and another file reads has one name.
@Suite struct SQLColumnTests {
  static let folder = "Sources/SummarySQL/Queries/Columns"

  /// A name that is made on the way would be a contract that nobody can look up.
  @Test func columnsAreDeclaredAndNotMadeOnTheWay() {
    var declared = 0
    for file in SourceFile.all(in: "Sources/SummarySQL") {
      for (index, line) in file.lines.enumerated() where line.contains("SQLColumn(\"") {
        declared += 1
        #expect(line.contains("static "), "\(file.path):\(index + 1)")
      }
    }
    #expect(declared > 50)
  }

  /// Outside of the common home a column is one file's own.
  @Test func columnsOfOneFileStayInIt() {
    for file in SourceFile.all(in: "Sources/SummarySQL") where !file.path.hasPrefix(Self.folder) {
      for (index, line) in file.lines.enumerated() where line.contains("SQLColumn(\"") {
        #expect(line.contains("fileprivate static "), "\(file.path):\(index + 1)")
      }
    }
  }
}
