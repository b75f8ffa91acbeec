internal import Engines

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Files that appear whole or not at all.
///
/// Each is opened under a hidden name in its folder before any long work, so that a folder that cannot be written to is found
/// first; `commit` writes all, and only then renames them. What is not committed is removed; what a process left that was
/// killed is removed by the next one, which knows it by the lock that the system took from it.
final class OutputFiles {
  private struct File {
    let path: String
    let temporary: String
    let descriptor: CInt
  }

  private var files: [File] = []
  /// How many are in place.
  private var committed = 0

  private static let prefix = ".abtest-report-"

  /// - Parameter names: file names in `folder`, which is made if its parent exists.
  init(folder: String, names: [String]) throws(EnvironmentError) {
    if FileSystem.kind(of: folder) == nil, mkdir(folder, 0o777) != 0 {
      throw EnvironmentError(
        "cannot create the folder \(folder): \(FileSystem.lastError)",
        remedy: "create it, or name another one with --out")
    }
    guard FileSystem.kind(of: folder) == .directory else {
      throw EnvironmentError("\(folder) is not a folder", remedy: "name a folder with --out")
    }
    HeldPlace.removeAbandoned(FileSystem.entries(of: folder) ?? [], in: folder, prefix: Self.prefix) { unlink($0.path) }
    for name in names {
      let path = FileSystem.join(folder, name)
      if FileSystem.kind(of: path) == .directory {
        throw EnvironmentError(
          "\(path) is a folder, so the report cannot be written there", remedy: "move or rename that folder")
      }
      files.append(try Self.opened(path, in: folder))
    }
  }

  private static func opened(_ path: String, in folder: String) throws(EnvironmentError) -> File {
    while true {
      var template = Array(FileSystem.join(folder, prefix + HeldPlace.randomLetters).utf8CString)
      let descriptor = mkstemp(&template)
      guard descriptor >= 0 else {
        throw EnvironmentError(
          "cannot write to the folder \(folder): \(FileSystem.lastError)",
          remedy: "name a folder that you can write to with --out")
      }
      let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let place = HeldPlace(temporary, descriptor)
      // mkstemp makes a private file; a report is as public as any other file of the user.
      let mask = umask(0)
      umask(mask)
      fchmod(descriptor, 0o666 & ~mask)
      if place != nil { return File(path: path, temporary: temporary, descriptor: descriptor) }
      close(descriptor)
    }
  }

  /// Writes the texts, in the order of the names, and puts the files in place.
  ///
  /// - Returns: the paths.
  func commit(_ texts: [String]) throws(EnvironmentError) -> [String] {
    precondition(texts.count == files.count)
    for (file, text) in zip(files, texts) { try write(text, to: file) }
    for file in files {
      guard rename(file.temporary, file.path) == 0 else {
        let replaced = files.prefix(committed).map(\.path)
        throw EnvironmentError(
          "cannot write \(file.path): \(FileSystem.lastError)",
          remedy: replaced.isEmpty ? "nothing was written" : "only \(replaced.joined(separator: " and ")) is new")
      }
      committed += 1
    }
    return files.map(\.path)
  }

  private func write(_ text: String, to file: File) throws(EnvironmentError) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { writeSome(file.descriptor, $0) }
      guard count > 0 else { throw failure(file) }
      bytes = bytes.dropFirst(count)
    }
    guard fsync(file.descriptor) == 0 else { throw failure(file) }
  }

  private func failure(_ file: File) -> EnvironmentError {
    EnvironmentError("cannot write \(file.path): \(FileSystem.lastError)", remedy: "nothing was written")
  }

  private func writeSome(_ descriptor: CInt, _ buffer: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  deinit {
    for file in files.dropFirst(committed) { unlink(file.temporary) }
    for file in files { close(file.descriptor) }
  }
}
