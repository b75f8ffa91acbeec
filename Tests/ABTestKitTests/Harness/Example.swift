import TestSupport
import Testing

/// One run of abtest whose whole outcome is recorded: what was printed, the exit code, the files that appeared.
struct Example: Sendable {
  let name: String
  let arguments: [String]
  let prepare: @Sendable (ScratchFolder) throws -> Void

  init(
    _ name: String, _ arguments: [String] = ["analyze", "spec.json"],
    prepare: @escaping @Sendable (ScratchFolder) throws -> Void
  ) {
    self.name = name
    self.arguments = arguments
    self.prepare = prepare
  }

  /// A spec beside its data in `units.csv`, and further files.
  init(
    _ name: String, _ data: String, _ spec: SmallSpec = SmallSpec(), _ arguments: [String] = ["analyze", "spec.json"],
    files: [String: String] = [:]
  ) {
    self.init(name, arguments) { folder in
      try folder.write(data, to: "units.csv")
      for (name, text) in files { try folder.write(text, to: name) }
      try folder.write(spec.json, to: "spec.json")
    }
  }

  /// What a user sees, without the name of the folder.
  struct Outcome: Sendable {
    let code: Int
    let output, errors: String
    /// The files that appeared.
    let files: [String]

    var text: String {
      var parts = ["exit \(code)"]
      if !files.isEmpty { parts.append("new files: " + files.joined(separator: " ")) }
      if !output.isEmpty { parts.append("--- output\n" + output) }
      if !errors.isEmpty { parts.append("--- errors\n" + errors) }
      return parts.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }.joined(separator: "\n")
    }
  }

  func outcome(environment: [String: String] = [:]) async throws -> Outcome {
    let folder = try ScratchFolder()
    try prepare(folder)
    let before = Set(folder.names())
    let outcome = try await Binary.run(arguments, in: folder, environment: environment)
    return Outcome(
      code: outcome.code, output: folder.anonymous(outcome.output), errors: folder.anonymous(outcome.errors),
      files: folder.names().filter { !before.contains($0) })
  }
}

/// Runs the examples and compares them with their snapshot.
func expectAsRecorded(_ examples: [Example], in file: String, environment: [String: String] = [:]) async throws {
  var found: [(name: String, text: String)] = []
  for example in examples { found.append((example.name, try await example.outcome(environment: environment).text)) }
  expectAsRecorded(found, in: file)
}

func expectAsRecorded(_ found: [(name: String, text: String)], in file: String) {
  TextSnapshot("Tests/Snapshots/ABTestKit/\(file)").expect(found)
}
