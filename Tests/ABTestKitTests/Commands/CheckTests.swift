import ABTestKit
import TestSupport
import Testing

@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct CheckTests {
  @Test func filesFoldersAndPatterns() async throws {
    let prepare: @Sendable (ScratchFolder) throws -> Void = { folder in
      try folder.write(healthyData, to: "good/units.csv")
      try folder.write(SmallSpec().json, to: "good/spec.json")
      try folder.write(SmallSpec().json, to: "good/spring.abtest.json")
      try folder.write(SmallSpec().json, to: "good/any name.json")
      try folder.write("{ \"other\": 1 }", to: "good/package.json")
      try folder.write("{ not json", to: "good/notes.json")
      try folder.write(SmallSpec().json, to: "good/.hidden/spec.json")
      try folder.write(
        SmallSpec(metric: #"{ "name": "sale", "type": "mean", "column": "sould" }"#).json, to: "bad/spec.json")
      try folder.write(healthyData, to: "bad/units.csv")
      try folder.write("{ not json", to: "bad/broken.abtest.json")
      try folder.write("nothing", to: "none/readme.txt")
      try folder.link("good/up", to: "..")
    }
    let lines = [
      ["good"], ["good/spec.json"], ["good/*.json"], ["bad"], ["good", "bad"], ["good", "good/spec.json"],
      ["bad", "--quiet"],
      ["good", "--quiet"], ["bad", "--no-data"], ["none"], ["nowhere"], ["nowhere/*.json"], ["*/spec.json"],
      ["good/spec.json", "--data-root", "bad"], ["good/spec.json", "--data-root", "none"],
    ]
    try await expectAsRecorded(
      lines.map { Example("check " + $0.joined(separator: " "), ["check"] + $0, prepare: prepare) }, in: "check.txt")
  }

  @Test func noRowIsRead() async throws {
    let folder = try ScratchFolder()
    // Everything below the header is broken.
    try folder.write("user,variant,sold\n1\n2,new,1,7,8\n3,\"old,0\n", to: "units.csv")
    try folder.write(SmallSpec().json, to: "spec.json")
    let check = try await Binary.run(["check", "spec.json"], in: folder)
    #expect(check.code == 0 && check.output == "1 spec checked, no errors\n", "\(check.output)\(check.errors)")
    #expect(try await Binary.run(["analyze", "spec.json"], in: folder).code == 1)
  }

  @Test func theLibraryGivesTheSameDiagnostics() async throws {
    let folder = try ScratchFolder()
    try folder.write(healthyData, to: "units.csv")
    try folder.write(SmallSpec(metric: #"{ "name": "sale", "type": "mean", "column": "sould" }"#).json, to: "spec.json")
    let checked = try await CheckRun()(folder("spec.json"))
    #expect(checked.diagnostics.map(\.code) == [.unknownColumn])
    await #expect(throws: checked) { _ = try await AnalysisRun(spec: folder("spec.json"))() }
    #expect(try await CheckRun(usesData: false)(folder("spec.json")).diagnostics.isEmpty)
  }
}
