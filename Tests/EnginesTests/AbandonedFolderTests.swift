import Foundation
import Testing

@testable import Engines

/// What becomes of the folders of processes that could not clean up.
@Suite struct AbandonedFolderTests {
  private func names(_ folder: ScratchFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func aNewFolderRemovesThoseThatNobodyHolds() throws {
    let parent = try ScratchFolder()
    try parent.write("spilled", to: "abtest-spill-aaaaaa/duckdb_temp_storage-0.tmp")
    try parent.write("", to: "abtest-spill-bbbbbb/empty")
    let folder = try TemporaryFolder(in: parent.path)
    #expect(try names(parent).map { "\(parent.path)/\($0)" } == [folder.path])
  }

  @Test func aFolderThatIsHeldStays() throws {
    let parent = try ScratchFolder()
    let first = try TemporaryFolder(in: parent.path)
    try parent.write("spilled", to: "\(try #require(names(parent).first))/file")
    let second = try TemporaryFolder(in: parent.path)
    #expect(first.path != second.path)
    #expect(FileManager.default.fileExists(atPath: "\(first.path)/file"))
  }

  @Test func aFolderGoesWithItsLastReference() throws {
    let parent = try ScratchFolder()
    do {
      let folder = try TemporaryFolder(in: parent.path)
      try "spilled".write(toFile: "\(folder.path)/file", atomically: false, encoding: .utf8)
      #expect(try names(parent).count == 1)
    }
    #expect(try names(parent).isEmpty)
  }

  /// Names that are not ours, links, and files.
  @Test func nothingElseIsTouched() throws {
    let (parent, elsewhere) = (try ScratchFolder(), try ScratchFolder())
    try elsewhere.write("kept", to: "file")
    for name in ["abtest-spill-", "abtest-spill-aaaaa", "abtest-spill-aaaaaaa", "abtest-tests-aaaaaa", "spill-aaaaaa"] {
      try parent.write("kept", to: "\(name)/file")
    }
    try parent.write("kept", to: "abtest-spill-filexx")
    try FileManager.default.createSymbolicLink(
      atPath: "\(parent.path)/abtest-spill-linkxx", withDestinationPath: elsewhere.path)
    let before = try names(parent)
    do { _ = try TemporaryFolder(in: parent.path) }
    #expect(try names(parent) == before)
    for name in before where name != "abtest-spill-filexx" {
      #expect(FileManager.default.fileExists(atPath: "\(parent.path)/\(name)/file"), "\(name)")
    }
  }

  /// Converted files lie in folders of their own; links in them lead nowhere.
  @Test func foldersInsideAreRemovedAsWell() throws {
    let (parent, elsewhere) = (try ScratchFolder(), try ScratchFolder())
    try elsewhere.write("kept", to: "file")
    try parent.write("gone", to: "abtest-spill-nested/1/file")
    try FileManager.default.createSymbolicLink(
      atPath: "\(parent.path)/abtest-spill-nested/1/link", withDestinationPath: elsewhere.path)
    try FileManager.default.createSymbolicLink(
      atPath: "\(parent.path)/abtest-spill-nested/link", withDestinationPath: elsewhere.path)
    do { _ = try TemporaryFolder(in: parent.path) }
    #expect(try names(parent).isEmpty)
    #expect(FileManager.default.fileExists(atPath: "\(elsewhere.path)/file"))
  }

  @Test func manyAtOnceNeverTakeEachOthersFolders() async throws {
    let parent = try ScratchFolder()
    let path = parent.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<200 {
            let folder = try TemporaryFolder(in: path)
            try "spilled".write(toFile: "\(folder.path)/file", atomically: false, encoding: .utf8)
            #expect(FileManager.default.fileExists(atPath: "\(folder.path)/file"))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try names(parent).isEmpty)
  }

  @Test func aPlaceThatIsNotThereIsNamed() throws {
    let parent = try ScratchFolder()
    let error = #expect(throws: EngineError.self) { try TemporaryFolder(in: "\(parent.path)/missing") }
    #expect(
      error?.message
        == "cannot create a temporary folder in \(parent.path)/missing: No such file or directory")
  }
}
