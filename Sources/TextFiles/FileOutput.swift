#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A file of ours that is written from its beginning to its end.
final class FileOutput {
  private let file: UnsafeMutablePointer<FILE>

  /// - Parameter path: in a folder that is made if its parent exists.
  init(_ path: String) throws(TextFileFault) {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    guard folder.isEmpty || mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw .cannotWrite(FileBytes.lastError)
    }
    guard let file = fopen(path, "wbex") else { throw .cannotWrite(FileBytes.lastError) }
    self.file = file
  }

  deinit { fclose(file) }

  func write(_ bytes: [UInt8]) throws(TextFileFault) {
    guard bytes.isEmpty || fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw .cannotWrite(FileBytes.lastError)
    }
  }

  /// What does not fit on the disk shows at the latest here.
  func finish() throws(TextFileFault) {
    guard fflush(file) == 0 else { throw .cannotWrite(FileBytes.lastError) }
  }
}
