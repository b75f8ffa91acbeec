internal import Tables

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension DuckDBConnection {
  /// Opens a database that can read the data root and its own temporary folder and nothing else, and whose settings can no longer change.
  convenience init(configuration: EngineConfiguration, library: DuckDBLibrary) throws(EngineError) {
    let root = try Self.existingDirectory(configuration.dataRoot)
    let temporaryFolder = try TemporaryFolder(in: configuration.temporaryDirectory)
    var options = [
      "allow_community_extensions": "false",
      "autoinstall_known_extensions": "false",
      "autoload_known_extensions": "false",
      "temp_directory": temporaryFolder.path,
    ]
    options["threads"] = configuration.threads.map(String.init)
    options["memory_limit"] = configuration.memoryLimit?.text
    try self.init(DuckDBDatabase(library: library, options: options, temporaryFolder: temporaryFolder))
    try requireSyntaxTrees()
    for statement in Self.settings + Self.lock(on: root, temporaryFolder.path) {
      try execute(statement)
    }
  }

  private static let settings = [
    // Without the bar there is no progress to ask for; it is not printed.
    "SET enable_progress_bar = true",
    "SET enable_progress_bar_print = false",
    "SET progress_bar_time = 0",
    "SET TimeZone = 'UTC'",
    // Files, not credentials that other programs stored.
    "SET allow_persistent_secrets = false",
  ]

  /// The order matters: each statement needs what the next one forbids.
  private static func lock(on root: String, _ work: String) -> [String] {
    // A path that is given as a pattern is compared as it is written.
    let directories = [root, work].map { $0 == "/" ? $0 : "\($0)/" }.flatMap { path in
      let pattern = pattern(ofPath: path)
      return pattern == path ? [path] : [path, pattern]
    }
    return [
      "SET allowed_directories = [\(directories.map(\.sqlLiteral).joined(separator: ", "))]",
      "SET enable_external_access = false",
      "SET lock_configuration = true",
    ]
  }

  /// The directory with every symbolic link resolved, as DuckDB compares it.
  private static func existingDirectory(_ path: String) throws(EngineError) -> String {
    guard let resolved = realpath(path, nil) else {
      throw EngineError(.io, "the data root \(path) cannot be used: \(String(cString: strerror(errno)))")
    }
    defer { free(resolved) }
    guard let directory = opendir(resolved) else {
      throw EngineError(.io, "the data root \(path) cannot be used: \(String(cString: strerror(errno)))")
    }
    closedir(directory)
    return String(cString: resolved)
  }
}
