import TestSupport

extension ExampleGroup {
  /// Specs that cannot be read.
  static let specFiles = ExampleGroup("spec-files.txt") {
    return [
      Example("a missing spec") { _ in },
      Example("a folder as spec", ["analyze", "folder"]) { try $0.makeFolder("folder") },
      Example("an empty spec") { try $0.write("", to: "spec.json") },
      Example("a spec that is not UTF-8") {
        try $0.write(Array(#"{ "abtest": 1, "name": "caf"#.utf8) + [0xE9] + Array(#"" }"#.utf8), to: "spec.json")
      },
      Example("a spec of 50 MB") { try $0.write(repeatElement(UInt8(ascii: " "), count: 50 << 20), to: "spec.json") },
      Example("ten thousand levels") {
        try $0.write(String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000), to: "spec.json")
      },
      Example("a spec in YAML", ["analyze", "spec.yaml"]) { try $0.write("abtest: 1\n", to: "spec.yaml") },
    ]
  }
}
