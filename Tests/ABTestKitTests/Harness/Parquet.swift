import Dispatch

@testable import Engines

/// Writes files that DuckDB can write, for tests that read them.
enum DuckDBWriter {
  /// The same on a thread of its own, for a query that takes long: the other tests must not stand still.
  static func writeInBackground(_ query: String, to path: String) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      DispatchQueue.global().async { continuation.resume(with: Result { try write(query, to: path) }) }
    }
  }

  /// Runs `COPY (query) TO path` in a database without locks; the format follows the ending (`.parquet`, `.csv.gz`).
  static func write(_ query: String, to path: String) throws {
    let folder = try TemporaryFolder(in: nil)
    let database = try DuckDBDatabase(library: DuckDBLibrary.load(), options: [:], temporaryFolder: folder)
    let connection = try DuckDBConnection(database)
    let format = path.hasSuffix(".parquet") ? "format parquet" : "format csv, header"
    try connection.execute("copy (\(query)) to '\(path)' (\(format))")
  }
}
