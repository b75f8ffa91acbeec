#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// By what a file is known to be the same as before: its place on the disk, its length, and when it was written last.
struct FileStamp: Equatable {
  private let device: UInt64
  private let node: UInt64
  private let size: Int
  private let written: [Int]

  /// Of no file.
  init() { (device, node, size, written) = (0, 0, 0, []) }

  /// nil where nothing is.
  init?(_ path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    (device, node, size) = (UInt64(info.st_dev), UInt64(info.st_ino), Int(info.st_size))
    #if canImport(Darwin)
      written = [info.st_mtimespec.tv_sec, info.st_mtimespec.tv_nsec]
    #else
      written = [info.st_mtim.tv_sec, info.st_mtim.tv_nsec]
    #endif
  }
}
