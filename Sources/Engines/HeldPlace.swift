#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Files and folders that a process makes for itself, and that the next one removes if their process was killed.
///
/// While its process lives, such a place is locked. The system drops the lock when the process ends in any way, so the places of
/// processes that were killed are known by it. A process number in the name would tell less: numbers are used again, and
/// containers that share a directory have numbers of their own.
package struct HeldPlace: Sendable {
  package let path: String
  /// The open file or folder, which has the lock.
  package let descriptor: CInt

  /// Letters behind the prefix of a name, as `mkstemp` and `mkdtemp` fill them in.
  package static let randomLetters = String(repeating: "X", count: 6)

  /// - Parameter descriptor: of what was just made at the path.
  /// - Returns: nil where another process took the place for an abandoned one, in the moment before it was locked.
  package init?(_ path: String, _ descriptor: CInt) {
    (self.path, self.descriptor) = (path, descriptor)
    // A file system that cannot lock lets nobody lock: such a place is safe, and stays when its process is killed.
    let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
    guard isLocked, isThere else { return nil }
  }

  /// What nobody holds any more.
  private init?(abandoned path: String, _ flags: CInt) {
    (self.path, descriptor) = (path, open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags))
    guard descriptor >= 0 else { return nil }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_uid == geteuid(), flock(descriptor, LOCK_EX | LOCK_NB) == 0, isThere
    else {
      close(descriptor)
      return nil
    }
  }

  /// Whether what is open is what is at the path.
  private var isThere: Bool {
    var (opened, there) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && lstat(path, &there) == 0 && opened.st_dev == there.st_dev
      && opened.st_ino == there.st_ino
  }

  /// Removes what processes of this user left that are gone.
  ///
  /// - Parameters:
  ///   - names: of what lies in the folder.
  ///   - flags: for opening, such as `O_DIRECTORY`.
  package static func removeAbandoned(
    _ names: [String], in folder: String, prefix: String, flags: CInt = 0, _ remove: (HeldPlace) -> Void
  ) {
    for name in names where name.hasPrefix(prefix) && name.utf8.count == prefix.utf8.count + randomLetters.utf8.count {
      guard let place = HeldPlace(abandoned: "\(folder)/\(name)", flags) else { continue }
      remove(place)
      close(place.descriptor)
    }
  }
}
