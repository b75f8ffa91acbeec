internal import Specification

/// Finds the specs that a path means: a file, every spec below a folder, or the files that a pattern matches.
public enum SpecSearch {
  /// - Returns: paths in byte order, each once.
  /// - Throws: `EnvironmentError` when a path means nothing.
  public static func specs(at paths: [String]) throws -> [String] {
    var found: [String] = []
    for path in paths {
      let own = try specs(at: path)
      if own.isEmpty {
        throw EnvironmentError(
          "no spec in \(path)", remedy: "a spec is a JSON file with a top-level \"abtest\" key, or is named spec.json")
      }
      found += own
    }
    var seen = Set<String>()
    return found.filter { seen.insert($0).inserted }
  }

  private static func specs(at path: String) throws -> [String] {
    switch FileSystem.kind(of: path) {
    case .directory: return try below(path)
    case .file, .other: return [path]
    case nil:
      guard path.contains(where: { "*?[".contains($0) }) else {
        throw EnvironmentError("there is no file or folder \(path)")
      }
      let matches = FileSystem.matches(of: path)
      if matches.isEmpty { throw EnvironmentError("no file matches \(path)") }
      return try matches.flatMap(specs(at:))
    }
  }

  private static func below(_ folder: String) throws -> [String] {
    guard let names = FileSystem.entries(of: folder) else {
      throw EnvironmentError("cannot read the folder \(folder): \(FileSystem.lastError)")
    }
    return try names.filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      let path = FileSystem.join(folder, name)
      // A link could lead back up; what it points to is found under its own name.
      if FileSystem.isLink(path) { return [] }
      switch FileSystem.kind(of: path) {
      case .directory: return try below(path)
      case .file(let size): return try isSpec(path, name, size) ? [path] : []
      case .other, nil: return []
      }
    }
  }

  private static func isSpec(_ path: String, _ name: String, _ size: Int) throws -> Bool {
    if name == "spec.json" || name.hasSuffix(".abtest.json") { return true }
    guard name.hasSuffix(".json"), size <= ExperimentSpec.largestFile else { return false }
    return looksLikeSpec(try FileSystem.read(path, limit: ExperimentSpec.largestFile))
  }
}
