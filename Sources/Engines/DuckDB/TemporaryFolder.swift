#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A folder that only this user can read, removed with its files when the last reference goes.
///
/// While its process lives, the folder is locked. The system drops the lock when the process ends in any way, so the folders
/// of processes that were killed are known by it, and removed when the next folder is made. A process number in the name
/// would tell less: numbers are used again, and containers that share a directory have numbers of their own.
final class TemporaryFolder: Sendable {
  let path: String
  /// The open folder, which holds the lock.
  private let descriptor: CInt

  /// - Parameter parent: where to make the folder; `nil` is `TMPDIR`, or `/tmp` when that is not set.
  init(in parent: String?) throws(EngineError) {
    let parent = parent ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    Self.removeAbandoned(in: parent)
    while true {
      let path = try Self.make(in: parent)
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if descriptor < 0, errno != ENOENT {
        let reason = String(cString: strerror(errno))
        rmdir(path)
        throw EngineError(.io, "cannot open a temporary folder in \(parent): \(reason)")
      }
      if Self.lock(descriptor), Self.isAt(path, descriptor) {
        self.path = path
        self.descriptor = descriptor
        return
      }
      // Another process took the new folder for an abandoned one, in the moment before it was locked.
      if descriptor >= 0 { close(descriptor) }
    }
  }

  deinit {
    Self.empty(path, descriptor)
    rmdir(path)
    close(descriptor)
  }

  private static let prefix = "abtest-spill-"
  private static let randomLetters = 6

  private static func make(in parent: String) throws(EngineError) -> String {
    var template = Array("\(parent)/\(prefix)\(String(repeating: "X", count: randomLetters))".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw EngineError(.io, "cannot create a temporary folder in \(parent): \(String(cString: strerror(errno)))")
    }
    return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  /// Removes the folders of this user whose process is gone.
  private static func removeAbandoned(in parent: String) {
    for name in names(in: parent)
    where name.hasPrefix(prefix) && name.utf8.count == prefix.utf8.count + randomLetters {
      let path = "\(parent)/\(name)"
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var info = stat()
      guard fstat(descriptor, &info) == 0, info.st_uid == geteuid(), flock(descriptor, LOCK_EX | LOCK_NB) == 0,
        isAt(path, descriptor)
      else { continue }
      empty(path, descriptor)
      rmdir(path)
    }
  }

  /// Whether the open folder is the one at the path.
  private static func isAt(_ path: String, _ descriptor: CInt) -> Bool {
    var (opened, there) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && lstat(path, &there) == 0 && opened.st_dev == there.st_dev
      && opened.st_ino == there.st_ino
  }

  /// False when another process has the lock.
  ///
  /// A file system that cannot lock a folder lets nobody lock it: such a folder is safe, and stays when its process is killed.
  private static func lock(_ descriptor: CInt) -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
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
