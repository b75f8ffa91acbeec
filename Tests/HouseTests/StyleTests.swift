import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What every file keeps to.
@Suite struct StyleTests {
  static let longestFile = 400
  static let swiftFiles = SourceFile.all(in: "Sources") + SourceFile.all(in: "Tests")

  @Test func filesAreShort() {
    #expect(Self.swiftFiles.count > 100)
    for file in Self.swiftFiles { #expect(file.lines.count <= Self.longestFile, "\(file.path)") }
  }

  /// Written in two parts, so that this file may be checked like all others.
  static let forbidden = [
    ("try", "!"), ("as", "! "), ("fatal", "Error("), ("TO", "DO"), ("FIX", "ME"),
  ].map { $0.0 + $0.1 }

  @Test(arguments: forbidden) func noFileSays(word: String) {
    for file in Self.swiftFiles {
      for (index, line) in file.lines.enumerated() where line.contains(word) {
        Issue.record("\(file.path):\(index + 1): \(word)")
      }
    }
  }

  /// Folders of one person's machine: where this test runs, homes, and what lies under them.
  static var machinePaths: [String] {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
    // A folder directly under the root could be named for any reason, as /opt or /tmp are.
    let deep = [packageFolder, home].filter { $0.split(separator: "/").count > 1 }
    return deep + ["/Us" + "ers/", "/ho" + "me/", "/ro" + "ot/"]
  }

  @Test func noFileNamesAMachine() {
    let others = ["Scripts", "experiments", ".ci"].flatMap {
      SourceFile.all(in: $0, endings: ["py", "md", "json", "sh", "txt", "run", "setup"])
    }
    let top = ["Package.swift", "README.md", "Makefile", "CHANGELOG.md", "CONTRIBUTING.md"].compactMap(SourceFile.init)
    let tables = SourceFile.all(in: "Tests", endings: ["json", "py", "R", "sh", "md", "txt"])
    for file in Self.swiftFiles + others + top + tables {
      // Homebrew's place on Linux is the same on every machine, and Ann is an example.
      let text = file.text.replacing("/ho" + "me/linuxbrew", with: "").replacing("/ho" + "me/ann/", with: "")
        .replacing("/ho" + "me/ann\"", with: "")
      for path in Self.machinePaths { #expect(!text.contains(path), "\(file.path) names \(path)") }
    }
  }
}
