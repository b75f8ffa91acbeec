import Diagnostics
import TestSupport
import Testing

/// A code is a case, and each case is a rule that the sources apply.
@Suite struct DiagnosticCodeTests {
  static let declaration = "Sources/Diagnostics/DiagnosticCode.swift"

  @Test func everyCodeIsUsed() {
    let used = SourceFile.cases(passedIn: "Sources", import: "Diagnostics")
    let unused = DiagnosticCode.allCases.filter { !used.contains(String(describing: $0)) }
    #expect(unused.isEmpty)
  }

  @Test func noCodeIsWrittenAsAText() {
    let codes = Set(DiagnosticCode.allCases.map(\.rawValue))
    for file in SourceFile.all(in: "Sources") where file.path != Self.declaration {
      let written = file.quotedTexts.filter { codes.contains(String($0)) }
      #expect(written.isEmpty, "\(file.path)")
      let isMade = ["code: \"", "DiagnosticCode(rawValue: \""].contains { file.text.contains($0) }
      #expect(!isMade, "\(file.path)")
    }
  }

  /// The readers of the two tests above, on what they must find and on what they must not.
  @Test func readsCasesAndTexts() throws {
    let rows = try #require(SourceFile("Sources/Inference/Analysis/RowFaults.swift"))
    #expect(rows.passedCases.isSuperset(of: ["differingEvents", "noUnits", "emptySource"]))
    // It looks the ledger up by these.
    #expect(rows.passedCases.isDisjoint(with: ["untriggered", "unknownLabel", "filtered"]))
    let parser = try #require(SourceFile("Sources/Specification/Experiment/CapSpec.swift"))
    #expect(parser.passedCases.isSuperset(of: ["misplacedKey", "missingKey", "unsuitableCap"]))
    let declaration = try #require(SourceFile(Self.declaration))
    #expect(Set(declaration.quotedTexts.map(String.init)) == Set(DiagnosticCode.allCases.map(\.rawValue)))
  }
}
