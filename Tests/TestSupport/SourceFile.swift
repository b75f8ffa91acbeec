#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A text file of this package, for tests that read the code itself.
package struct SourceFile: Sendable {
  /// Relative to the package.
  package let path: String
  package let text: String

  package var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The name without its ending.
  package var name: String {
    let last = path.split(separator: "/").last ?? ""
    return String(last.split(separator: ".").first ?? last)
  }

  package init?(_ path: String) {
    guard let data = FileManager.default.contents(atPath: packageFolder + "/" + path) else { return nil }
    self.path = path
    text = String(decoding: data, as: UTF8.self)
  }

  /// The files with one of these endings in a folder and below, which is given relative to the package, sorted by path.
  package static func all(in folder: String, endings: [String] = ["swift"]) -> [SourceFile] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: packageFolder + "/" + folder)) ?? []
    return paths.sorted().filter { path in endings.contains { path.hasSuffix("." + $0) } }
      .compactMap { SourceFile(folder + "/" + $0) }
  }

  /// The folders directly in a folder.
  package static func folders(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: packageFolder + "/" + folder)) ?? []
    return names.sorted().filter { name in
      !name.hasPrefix(".")
        && (try? FileManager.default.contentsOfDirectory(atPath: packageFolder + "/" + folder + "/" + name)) != nil
    }
  }

  /// The modules that a Swift file imports, in the order of its lines.
  package var imports: [String] {
    lines.compactMap { line in
      let words = line.split(separator: " ").prefix { !$0.hasPrefix("//") }
      guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.endIndex,
        words[..<keyword].allSatisfy({ Self.modifiers.contains($0) || $0.hasPrefix("@") })
      else { return nil }
      let kind = words[keyword + 1]
      let name = Self.kinds.contains(kind) && keyword + 2 < words.endIndex ? words[keyword + 2] : kind
      return name.split(separator: ".").first.map(String.init)
    }
  }

  private static let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor",
  ]
}
