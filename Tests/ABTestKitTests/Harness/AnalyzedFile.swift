import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Files and a spec through the built program: the exit code with `--fail-on`, the decisions, the report.
struct AnalyzedFile {
  /// A decision as results.json has it.
  struct Found: Decodable, Equatable, Sendable {
    struct Note: Decodable, Equatable, Sendable { let fact, metric: String }

    let variant, control, outcome, reason: String
    /// With blanks for spaces of any width.
    private(set) var sentence: String
    let named: [Note]

    fileprivate func withPlainSpaces() -> Found {
      var found = self
      found.sentence = AnalyzedFile.withPlainSpaces(sentence)
      return found
    }
  }

  /// One per comparison; nil where no decision is made on it.
  private struct Results: Decodable {
    let decision: [Found?]

    private enum CodingKeys: String, CodingKey { case decision }

    private struct Row: Decodable {
      let found: Found?

      init(from decoder: any Decoder) throws { found = try? Found(from: decoder) }
    }

    init(from decoder: any Decoder) throws {
      decision = try decoder.container(keyedBy: CodingKeys.self).decode([Row].self, forKey: .decision).map(\.found)
    }
  }

  let code: Int32
  let decisions: [Found]
  /// With blanks for spaces of any width.
  let report: String

  /// - Parameter files: the text of each file by its name.
  init(_ files: [String: String], failOn: String = "regression", _ change: (inout SmallSpec) -> Void) async throws {
    let folder = try ScratchFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    try folder.write(SmallSpec(change).json, to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet", "--fail-on", failOn], in: folder)
    try #require([0, 1].contains(outcome.code), "\(outcome.errors)")
    let results = try JSONDecoder().decode(Results.self, from: Data(#require(folder.bytes(of: "results.json"))))
    code = Int32(outcome.code)
    decisions = results.decision.compactMap { $0?.withPlainSpaces() }
    report = Self.withPlainSpaces(try #require(folder.text(of: "report.md")))
  }

  private static func withPlainSpaces(_ text: String) -> String {
    String(text.map { "\u{A0}\u{202F}".contains($0) ? " " : $0 })
  }
}
