import Diagnostics
import TestSupport
import Testing

/// What a code means, for a user who knows neither the program nor its words.
@Suite struct ExplanationTests {
  /// Every sentence ends with a full stop, and a full stop ends a sentence.
  @Test(arguments: DiagnosticCode.allCases) func isOneOrTwoSentences(code: DiagnosticCode) {
    let text = code.explanation
    let sentences = text.split(separator: ". ", omittingEmptySubsequences: false)
    #expect(text.hasSuffix(".") && !text.hasSuffix(".."))
    #expect((1...2).contains(sentences.count))
    #expect(sentences.allSatisfy { $0.first?.isUppercase ?? false })
    #expect(!text.contains("  ") && !text.contains { $0.isNewline })
  }

  /// The program's own name is also that of a key.
  static let modules = Set(SourceFile.folders(in: "Sources")).subtracting(["abtest"])
  static let codes = Set(DiagnosticCode.allCases.map(\.rawValue))

  /// Neither types nor modules nor other codes: `camelCase`, `Specification`, `unknown-column`.
  @Test(arguments: DiagnosticCode.allCases) func namesNoInternals(code: DiagnosticCode) {
    let words = code.explanation.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
    for word in words {
      let isCamelCase = zip(word, word.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
      #expect(!isCamelCase && !Self.modules.contains(word) && !Self.codes.contains(word), "\(word)")
    }
    #expect(!code.explanation.contains("`"))
  }

  @Test func noTwoAreAlike() {
    #expect(Set(DiagnosticCode.allCases.map(\.explanation)).count == DiagnosticCode.allCases.count)
  }
}
