import Foundation
import Tables
import Testing

@testable import Engines

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.hint))
struct DuckDBTemporaryFolderTests {
  @Test func whatDoesNotFitInMemoryGoesToAPrivateFolderThatIsRemoved() async throws {
    let folder = try ScratchFolder()
    let configuration = try EngineConfiguration(
      dataRoot: "/usr", memoryLimit: "64MB", temporaryDirectory: folder.path)
    func folders() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
    do {
      let engine = try DuckDBEngine.open(configuration: configuration, library: #require(InstalledDuckDB.library))
      let name = try #require(folders().first)
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o700)
      // 3,000,000 rows of 60 bytes, sorted.
      let table = try await engine.rows(
        of: """
          SELECT count(*) AS n, sum(len(s)) AS l FROM (
            SELECT repeat('x', 50) || (i + 1000000000) AS s FROM range(3000000) t(i) ORDER BY hash(i) LIMIT 2999999)
          """)
      #expect(table == Table(names: ["n", "l"], columns: [.integer([2_999_999]), .wideInteger([179_999_940])]))
    }
    for _ in 0..<100 where try !folders().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try folders().isEmpty)
  }
}
