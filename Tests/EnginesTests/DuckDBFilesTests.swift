import Tables
import Testing

@testable import Engines

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.hint))
struct DuckDBFilesTests {
  private static let users = Table(
    names: ["id", "variant", "revenue"],
    columns: [.integer([1, 2, 3]), .text(["control", nil, "naïve, \"quoted\""]), .real([0.5, 12.25, nil])])

  private static let csv = """
    id,variant,revenue
    1,control,0.5
    2,,12.25
    3,"naïve, ""quoted""\",

    """

  /// Writes the same three rows in one format.
  enum FileKind: String, CaseIterable {
    case csv, tsv
    case gzip = "csv.gz"
    case parquet, jsonl

    func write(to folder: ScratchFolder) throws -> String {
      let file = "\(folder.path)/users.\(rawValue)"
      let rows =
        "(VALUES (1, 'control', 0.5), (2, NULL, 12.25), (3, 'naïve, \"quoted\"', NULL)) t(id, variant, revenue)"
      switch self {
      case .csv: try folder.write(DuckDBFilesTests.csv, to: "users.csv")
      case .tsv:
        try folder.write(
          "id\tvariant\trevenue\n1\tcontrol\t0.5\n2\t\t12.25\n3\t\"naïve, \"\"quoted\"\"\"\t\n", to: "users.tsv")
      case .gzip: try InstalledDuckDB.execute("COPY (FROM \(rows)) TO '\(file)' (FORMAT csv, COMPRESSION gzip)")
      case .parquet: try InstalledDuckDB.execute("COPY (FROM \(rows)) TO '\(file)' (FORMAT parquet)")
      case .jsonl: try InstalledDuckDB.execute("COPY (FROM \(rows)) TO '\(file)' (FORMAT json)")
      }
      return file
    }
  }

  @Test(arguments: FileKind.allCases)
  func everyFormatReadsTheSameUnderTheLock(kind: FileKind) async throws {
    let folder = try ScratchFolder()
    let file = try kind.write(to: folder)
    let engine = try InstalledDuckDB.engine(root: folder.path)
    #expect(try await engine.rows(of: "SELECT * FROM '\(file)' ORDER BY id") == Self.users)
    #expect(
      try await engine.columns(of: "FROM '\(file)'").fields.map(\.type) == [.integer, .text, .real])
  }

  @Test func aGlobReadsAllFiles() async throws {
    let folder = try ScratchFolder()
    for day in 1...3 { try folder.write("id\n\(day)\n", to: "days/\(day).csv") }
    let engine = try InstalledDuckDB.engine(root: folder.path)
    #expect(try await engine.rows(of: "SELECT sum(id) s FROM '\(folder.path)/days/*.csv'")["s"] == .wideInteger([6]))
  }

  @Test func aRootWithQuotesSpacesAndUnicodeIsReadable() async throws {
    let folder = try ScratchFolder()
    let file = try folder.write("id\n7\n", to: "it's a [dir], naïve/x.csv")
    let root = file.dropLast("/x.csv".count)
    let engine = try InstalledDuckDB.engine(root: String(root))
    let quoted = file.replacing("'", with: "''")
    #expect(try await engine.rows(of: "FROM read_csv('\(quoted)')")["id"] == .integer([7]))
  }

  @Test func anEmptyFileAndAHeaderWithoutRows() async throws {
    let folder = try ScratchFolder()
    let header = try folder.write("id,x\n", to: "header.csv")
    let engine = try InstalledDuckDB.engine(root: folder.path)
    #expect(try await engine.rows(of: "FROM '\(header)'").rowCount == 0)
    #expect(try await engine.columns(of: "FROM '\(header)'").fields.map(\.name) == ["id", "x"])
  }
}
