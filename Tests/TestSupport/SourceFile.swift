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

  /// The texts between double quotes, of lines that are not comments.
  package var quotedTexts: [Substring] {
    code.flatMap { line in
      line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
    }
  }

  /// The cases of enums, without their dot, that a Swift file passes to functions: not those that it matches, and not
  /// those that it looks something up by.
  package var passedCases: Set<String> {
    var found = Set<String>()
    for line in code where !line.hasPrefix("case ") {
      let parts = line.split(separator: ".", omittingEmptySubsequences: false)
      for (before, after) in zip(parts, parts.dropFirst()) where before.last.map({ " (".contains($0) }) ?? true {
        let name = after.prefix { $0.isLetter || $0.isNumber }
        let rest = after[name.endIndex...]
        guard name.first?.isLowercase ?? false else { continue }
        if rest.hasPrefix(",") || rest.hasPrefix(")") || rest.hasPrefix(" : ") { found.insert(String(name)) }
      }
    }
    return found
  }

  /// The cases that the files of a folder pass to functions, of those files that import a module.
  package static func cases(passedIn folder: String, import module: String) -> Set<String> {
    Set(all(in: folder).filter { $0.imports.contains(module) }.flatMap(\.passedCases))
  }

  /// The lines that are not comments, without their indentation.
  private var code: [Substring] {
    lines.map { $0.drop { $0 == " " } }.filter { !$0.hasPrefix("//") }
  }

  private static let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor",
  ]
}
