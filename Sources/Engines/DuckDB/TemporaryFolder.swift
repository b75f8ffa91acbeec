#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A folder that only this user can read, removed with its files when the last reference goes.
final class TemporaryFolder: Sendable {
  let path: String

  /// - Parameter parent: where to make the folder; `nil` is `TMPDIR`, or `/tmp` when that is not set.
  init(in parent: String?) throws(EngineError) {
    let parent = parent ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/abtest-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw EngineError(.io, "cannot make a temporary folder in \(parent): \(String(cString: strerror(errno)))")
    }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit {
    // DuckDB's files lie flat and are gone when it closed in order; what cannot be removed is the system's to clean.
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) { String(cString: $0) }
        }
        if name != ".", name != ".." { unlink("\(path)/\(name)") }
      }
      closedir(folder)
    }
    rmdir(path)
  }
}
