import LayerSupport
import Planning
import Tables
import Testing

@testable import SummarySQL

@Suite struct FileColumnsTests {
  /// RFC 4180: quotes around names that contain the delimiter, doubled inside.
  @Test(arguments: [
    ("a,b,c", ["a", "b", "c"]), ("a", ["a"]), ("", [""]), ("a,,b", ["a", "", "b"]),
    (#""a,b",c"#, ["a,b", "c"]), (#""a ""b""",c"#, [#"a "b""#, "c"]), (#"a"b,c"#, [#"a"b"#, "c"]),
    ("a;b,c", ["a;b", "c"]),
  ])
  func namesAreReadFromTheHeader(line: String, names: [String]) {
    #expect(HeaderLine.fields(line, delimiter: ",") == names)
  }

  /// To Swift it is one character with the mark.
  @Test func aDelimiterWithACombiningMarkIsOne() {
    #expect(HeaderLine.fields("a;\u{301}b", delimiter: ";") == ["a", "\u{301}b"])
  }

  private func columns(_ lines: [String?]) async throws -> TableSchema {
    let need = FileColumns(TableSource(files: ["units.csv"], format: .csv, delimiter: ";"))
    return try await need.answer(Table(["line": .text(lines)]), known: Answers())
  }

  @Test func everyColumnOfATextFileIsText() async throws {
    #expect(try await columns(["a;b"]) == TableSchema(["a": .text, "b": .text]))
  }

  @Test func aFileWithoutAHeaderIsAFault() async {
    await #expect { try await columns([]) } throws: {
      if case .emptyFile("units.csv")? = $0 as? NeedFault { true } else { false }
    }
    await #expect { try await columns([nil]) } throws: {
      if case .blankHeader("units.csv")? = $0 as? NeedFault { true } else { false }
    }
  }
}
