import Diagnostics
import Specification
import TestSupport
import Testing

@Suite struct FaultSnapshotTests {
  @Test(arguments: FaultSnapshot.all(in: "Tests/Snapshots/Specification"))
  func everyFaultIsReportedAsRecorded(snapshot: FaultSnapshot) throws {
    let found = try snapshot.examples.map { try diagnostics(of: #require(SpecText(part: $0.part, $0.input)).json) }
    if FaultSnapshot.isRecording { try snapshot.record(found) }
    for (example, found) in zip(snapshot.examples, found) {
      #expect(FaultSnapshot.isRecording || found == example.diagnostics, "\(example.part): \(example.input)")
    }
    #expect(!snapshot.examples.isEmpty)
  }

  @Test func everyCodeHasAnExample() {
    let text = FaultSnapshot.all(in: "Tests/Snapshots/Specification").flatMap(\.examples).map(\.diagnostics).joined()
    // These need bytes or lengths that no readable example has; their tests stand beside those of the parsers.
    let elsewhere: Set<DiagnosticCode> = [.fileTooLarge, .invalidUTF8, .tooDeep, .expressionTooLong]
    let used = SourceFile.cases(passedIn: "Sources/Specification", import: "Diagnostics")
    let codes = DiagnosticCode.allCases.filter { used.contains(String(describing: $0)) }
    #expect(codes.count > 50)
    for code in codes where !elsewhere.contains(code) {
      #expect(text.contains("[\(code.rawValue)]"), "\(code.rawValue) has no example")
    }
  }

  @Test(arguments: [
    ("", "1:1"), ("   ", "1:4"), ("\u{FEFF}", "1:1"), ("\n\r\n\r ", "4:2"),
  ])
  func emptyFilesSaySo(text: String, place: String) {
    #expect(
      diagnostics(of: text)
        == "spec.json:\(place): error: the file is empty [json-syntax]\n    write an object: { \"abtest\": 1, \"name\": ..., ... }"
    )
  }

  @Test func aTabInAStringIsRefused() {
    #expect(
      diagnostics(of: "[\"a\tb\"]")
        == "spec.json:1:4: error: the control character U+0009 is not allowed in a string [json-syntax]\n    write a tab as \\t"
    )
    #expect(
      diagnostics(of: "[\"a\u{1}b\"]")
        == "spec.json:1:4: error: the control character U+0001 is not allowed in a string [json-syntax]\n"
        + "    remove it, or write it as an escape")
  }

  @Test(arguments: ["spec.yaml", "SPEC.YML"])
  func yamlIsNotSupportedYet(file: String) {
    let result = ExperimentSpec.parse(bytes: Array("abtest: 1".utf8), file: file)
    #expect(result.spec == nil)
    #expect(
      result.diagnostics.description
        == "\(file):1:1: error: a spec in YAML is not supported yet [not-supported-yet]\n    write it as JSON")
  }
}

/// The diagnostics of a text as the user sees them.
func diagnostics(of text: String) -> String {
  ExperimentSpec.parse(bytes: Array(text.utf8), file: "spec.json").diagnostics.description
}

extension SpecText {
  /// The case of this name.
  fileprivate init?(part: String, _ text: String) {
    switch part {
    case "whole": self = .whole(text)
    case "top": self = .top(text)
    case "data": self = .data(text)
    case "variants": self = .variants(text)
    case "metrics": self = .metrics(text)
    case "metric": self = .metric(text)
    case "inference": self = .inference(text)
    case "factMetric": self = .factMetric(text)
    case "sharedMetric": self = .sharedMetric(text)
    case "facts": self = .facts(text)
    case "condition": self = .condition(text)
    default: return nil
    }
  }
}
