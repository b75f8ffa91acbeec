package import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file of named texts that users see: `=== name`, and the text on the lines below.
///
/// To record run the tests with `ABTEST_RECORD=1`, and read the difference.
package struct TextSnapshot: Sendable {
  package struct Difference: Sendable, CustomStringConvertible {
    package let name: String
    package let expected: String?
    package let found: String?

    package var description: String {
      "\(name)\n--- expected\n\(expected ?? "(nothing)")\n--- found\n\(found ?? "(nothing)")"
    }
  }

  private let path: String
  private let texts: [String: String]

  /// - Parameter name: the file, relative to the package.
  package init(_ name: String) {
    path = packageFolder + "/" + name
    let whole = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    var texts: [String: String] = [:]
    var current: String?
    var lines: [Substring] = []
    func finish() {
      while lines.last == "" { lines.removeLast() }
      if let current { texts[current] = lines.joined(separator: "\n") }
      lines = []
    }
    for line in whole.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        finish()
        current = String(line.dropFirst(4))
      } else {
        lines.append(line)
      }
    }
    finish()
    self.texts = texts
  }

  /// Records an issue for each text that differs from the file.
  package func expect(_ found: [(name: String, text: String)], sourceLocation: SourceLocation = #_sourceLocation) {
    do {
      for difference in try differences(from: found) {
        Issue.record("\(difference)", sourceLocation: sourceLocation)
      }
    } catch {
      Issue.record("\(error)", sourceLocation: sourceLocation)
    }
  }

  /// Where the texts differ from the file; while recording nowhere, for then the file is written anew.
  package func differences(from found: [(name: String, text: String)]) throws -> [Difference] {
    let found = found.map { (name: $0.name, text: $0.text.withoutFinalLineBreaks) }
    if FaultSnapshot.isRecording {
      try found.map { "=== \($0.name)\n\($0.text)\n" }.joined(separator: "\n")
        .write(toFile: path, atomically: true, encoding: .utf8)
      return []
    }
    let gone = Set(texts.keys).subtracting(found.map(\.name)).sorted()
    return found.filter { texts[$0.name] != $0.text }.map {
      Difference(name: $0.name, expected: texts[$0.name], found: $0.text)
    } + gone.map { Difference(name: $0, expected: texts[$0], found: nil) }
  }
}

extension String {
  fileprivate var withoutFinalLineBreaks: String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
