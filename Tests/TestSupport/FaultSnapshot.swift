#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file of examples: faulty specs, each with the diagnostics that it must give.
///
///     === condition
///     a == 1
///     ---
///     spec.json:2:44: error: "==" is not an operator [expression-syntax]
///         write =
///
/// The word behind `===` is a case of `SpecText`. To record new examples append them without diagnostics, run the tests
/// with `ABTEST_RECORD=1`, and read the difference.
package struct FaultSnapshot: Sendable, CustomStringConvertible {
  package struct Example: Sendable {
    package let part: String
    package let input: String
    package let diagnostics: String

    package init(part: String, input: String, diagnostics: String) {
      self.part = part
      self.input = input
      self.diagnostics = diagnostics
    }
  }

  package let path: String
  package let examples: [Example]

  package var description: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// All files of a folder, which is given relative to the package.
  package static func all(in folder: String) -> [FaultSnapshot] {
    let folder = packageFolder + "/" + folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map { FaultSnapshot(path: folder + "/" + $0) }
  }

  /// Whether the diagnostics are to be written into the files instead of compared.
  package static var isRecording: Bool { ProcessInfo.processInfo.environment["ABTEST_RECORD"] == "1" }

  private init(path: String) {
    self.path = path
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    examples = text.split(separator: "=== ").map { section in
      let lines = section.split(separator: "\n", omittingEmptySubsequences: false)
      let middle = lines.firstIndex(of: "---") ?? lines.count
      return Example(
        part: String(lines[0]), input: lines[1..<middle].joined(separator: "\n"),
        diagnostics: lines[min(middle + 1, lines.count)...].joined(separator: "\n").trimmed)
    }
  }

  /// Writes the file anew with these diagnostics.
  package func record(_ diagnostics: [String]) throws {
    let sections = zip(examples, diagnostics).map { "=== \($0.part)\n\($0.input)\n---\n\($1)\n" }
    try sections.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }
}

extension String {
  /// The text without line breaks at its end.
  fileprivate var trimmed: String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
