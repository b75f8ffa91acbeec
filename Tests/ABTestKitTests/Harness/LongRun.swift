import Synchronization
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An analysis of millions of units, which takes seconds with one thread and does not fit into little memory.
enum LongRun {
  /// One of them has two rows, so that rows are grouped by unit.
  static let units = 3_000_000
  static let arguments = ["analyze", "spec.json", "--threads", "1"]

  private static let names = ["units.parquet", "units.csv"]
  private static let shared = Mutex<String?>(nil)

  static func make(in folder: ScratchFolder, source: String = "units.parquet") async throws {
    try await sources.value.give(source, to: folder)
    try folder.write(
      SmallSpec {
        $0.source = source
        $0.metrics = #"[{ "name": "y", "type": "mean", "column": "sold" }]"#
      }.json, to: "spec.json")
  }

  /// Both forms of the data, made once for all tests and removed at the end of all.
  private static let sources = Task {
    let folder = try ScratchFolder()
    shared.withLock { $0 = folder.path }
    atexit {
      guard let path = LongRun.shared.withLock(\.self) else { return }
      for name in LongRun.names { unlink("\(path)/\(name)") }
      rmdir(path)
    }
    for source in names {
      try await DuckDBWriter.writeInBackground(
        """
        select md5(i::varchar) as user, case when hash(i) % 2 = 0 then 'old' else 'new' end as variant,
          hash(i, 1) % 97 as sold
        from (select row % \(units) as i from range(\(units) + 1) t(row))
        """, to: folder(source))
    }
    return folder
  }

  /// The bytes of the files that the engine put aside.
  static func spilledBytes(in folder: ScratchFolder) -> Int {
    spillFolders(in: folder).flatMap { name in folder.names(in: name).map { "\(name)/\($0)" } }
      .reduce(0) { $0 + folder.size(of: $1) }
  }

  static func spillFolders(in folder: ScratchFolder) -> [String] {
    folder.names().filter { $0.hasPrefix("abtest-spill-") }
  }

  /// Waits until the engine has put something aside.
  static func waitForSpilling(in folder: ScratchFolder) async throws -> Bool {
    for _ in 0..<6000 {
      if spilledBytes(in: folder) > 0 { return true }
      try await Task.sleep(for: .milliseconds(5))
    }
    return false
  }
}
