#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A private folder for one test, removed with all that is in it when the test lets go of it.
package final class ScratchFolder: Sendable {
  /// Absolute, without links, so that it can be found in messages and taken out of them.
  package let path: String

  package init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/abtest-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil, let resolved = realpath(template, nil) else {
      throw CocoaError(.fileWriteUnknown)
    }
    defer { free(resolved) }
    path = String(cString: resolved)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Writes a file; folders on the way are made.
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    let slash = name.lastIndex(of: "/")
    if let slash { try makeFolder(String(name[..<slash])) }
    guard FileManager.default.createFile(atPath: self(name), contents: Data(bytes)) else {
      throw CocoaError(.fileWriteUnknown)
    }
  }

  package func write(_ text: String, to name: String) throws { try write(text.utf8, to: name) }

  package func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: self(name), withIntermediateDirectories: true)
  }

  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: target)
  }

  package func bytes(of name: String) -> [UInt8]? { FileManager.default.contents(atPath: self(name)).map(Array.init) }

  package func text(of name: String) -> String? { bytes(of: name).map { String(decoding: $0, as: UTF8.self) } }

  /// Every name in the folder, hidden ones too, in order.
  package func names(in folder: String = ".") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: self(folder))) ?? []).sorted()
  }

  /// Gives a file to another folder without copying it.
  package func give(_ name: String, to other: ScratchFolder) throws {
    try FileManager.default.linkItem(atPath: self(name), toPath: other(name))
  }

  package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: self(name)) }

  package func rename(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: self(name), toPath: self(other))
  }

  /// The bytes in a file; 0 where none is.
  package func size(of name: String) -> Int {
    var info = stat()
    return stat(self(name), &info) == 0 ? Int(info.st_size) : 0
  }

  /// Takes this folder's path out of a text.
  package func anonymous(_ text: String) -> String { text.replacing(path, with: "DIR") }
}
