#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A folder that only this user can read, removed with its files when the last reference goes; that of a process that was killed,
/// when the next folder is made.
final class TemporaryFolder: Sendable {
  let path: String
  /// The open folder, which holds the lock.
  private let descriptor: CInt

  /// - Parameter parent: where to make the folder; `nil` is `TMPDIR`, or `/tmp` when that is not set.
  init(in parent: String?) throws(EngineError) {
    let parent = parent ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    HeldPlace.removeAbandoned(Self.names(in: parent), in: parent, prefix: Self.prefix, flags: O_DIRECTORY) { place in
      Self.empty(place.path, place.descriptor)
      rmdir(place.path)
    }
    while true {
      let path = try Self.make(in: parent)
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if descriptor < 0, errno != ENOENT {
        let reason = String(cString: strerror(errno))
        rmdir(path)
        throw EngineError(.io, "cannot open a temporary folder in \(parent): \(reason)")
      }
      if descriptor >= 0, HeldPlace(path, descriptor) != nil {
        self.path = path
        self.descriptor = descriptor
        return
      }
      if descriptor >= 0 { close(descriptor) }
    }
  }

  deinit {
    Self.empty(path, descriptor)
    rmdir(path)
    close(descriptor)
  }

  private static let prefix = "abtest-spill-"

  private static func make(in parent: String) throws(EngineError) -> String {
    var template = Array("\(parent)/\(prefix)\(HeldPlace.randomLetters)".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw EngineError(.io, "cannot create a temporary folder in \(parent): \(String(cString: strerror(errno)))")
    }
    return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  /// Removes the files of a folder, and folders in it; what cannot be removed is the system's to clean.
  private static func empty(_ path: String, _ descriptor: CInt) {
    for name in names(in: path) where unlinkat(descriptor, name, 0) != 0 {
      let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard inner >= 0 else { continue }
      empty("\(path)/\(name)", inner)
      close(inner)
      unlinkat(descriptor, name, AT_REMOVEDIR)
    }
  }

  private static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
