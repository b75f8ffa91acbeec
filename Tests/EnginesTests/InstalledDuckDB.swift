import Foundation
import Testing

@testable import Engines

/// The DuckDB of this machine; the suites that need it are skipped where there is none.
enum InstalledDuckDB {
  static let library: DuckDBLibrary? = try? DuckDBLibrary.load()
  static let hint: Comment = "libduckdb is not installed: python3 Scripts/install-duckdb.py"

  static func engine(
    root: String = "/usr", threads: Int? = nil, memoryLimit: String? = nil
  ) throws -> DuckDBEngine {
    try DuckDBEngine.open(
      configuration: EngineConfiguration(dataRoot: root, threads: threads, memoryLimit: memoryLimit),
      library: #require(library))
  }

  /// Runs statements without the lock, to make files that an engine then reads.
  static func execute(_ statements: String...) throws {
    let database = try DuckDBDatabase(
      library: #require(library), options: [:], temporaryFolder: TemporaryFolder(in: nil))
    let connection = try DuckDBConnection(database)
    for statement in statements { try connection.execute(statement) }
  }
}

/// A folder that is there for one test.
final class ScratchFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("abtest-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }
}

/// The error that a piece of work throws, or `nil` when it throws none.
func engineError<Answer>(_ work: () async throws -> Answer) async -> EngineError? {
  do {
    _ = try await work()
    return nil
  } catch {
    return error as? EngineError
  }
}
