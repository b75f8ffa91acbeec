internal import TextFiles

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The few things that abtest asks of a file system.
enum FileSystem {
  enum Kind: Equatable {
    case file(size: Int)
    case directory
    case other
  }

  /// What is at a path, following links; nil where nothing is.
  static func kind(of path: String) -> Kind? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int(info.st_size))
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  /// nil where no file is.
  static func size(of path: String) -> Int? {
    if case .file(let size) = kind(of: path) { size } else { nil }
  }

  static func isLink(_ path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
  }

  /// The paths that a shell pattern matches, in byte order.
  ///
  /// - Parameter folder: what a relative pattern starts from, taken as it is written; nil is the working directory.
  static func matches(of pattern: String, in folder: String? = nil) -> [String] {
    let base = folder.map { folder in folder.map { "*?[\\".contains($0) ? "\\\($0)" : String($0) }.joined() }
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(base.map { join($0, pattern) } ?? pattern, 0, nil, &result) == 0, let paths = result.gl_pathv else {
      return []
    }
    return (0..<Int(result.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The files in a folder and the folders in it, in byte order; what is hidden or begins with `_` is left out, as engines do.
  static func files(under folder: String, where isWanted: (String) -> Bool) -> [String] {
    (entries(of: folder) ?? []).filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }.flatMap { name in
      let path = join(folder, name)
      switch kind(of: path) {
      case .directory? where !isLink(path): return files(under: path, where: isWanted)
      case .file?: return isWanted(name) ? [path] : []
      default: return []
      }
    }
  }

  static func canRead(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// The absolute path without links; nil where nothing is.
  static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  static var workingDirectory: String { real(".") ?? "/" }

  /// The folder of a path: `a/b.json` is in `a`, `b.json` in `.`.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  static func join(_ folder: String, _ path: String) -> String {
    path.hasPrefix("/") ? path : folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// The names in a folder, in byte order, so that no result depends on the disk; nil when it cannot be read.
  static func entries(of folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The bytes of a file, at most `limit` + 1 of them, so that a caller can tell that there are more.
  static func read(_ path: String, limit: Int) throws(EnvironmentError) -> [UInt8] {
    do throws(TextFileFault) {
      var bytes = try FileBytes(path)
      return try bytes.prefix(limit + 1)
    } catch {
      guard case .refused(let reason) = error else { preconditionFailure("plain bytes are at most refused: \(error)") }
      throw EnvironmentError("cannot read \(path): \(reason)")
    }
  }

  /// The text of the last failure, in the words of the C library's C locale.
  static var lastError: String { String(cString: strerror(errno)) }
}
