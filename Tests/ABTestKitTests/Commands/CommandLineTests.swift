import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What users see of options, exit codes and files.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct CommandLineTests {

  private static let findings = [
    "mismatch": rows(count: 400) { "\($0),\($0 % 3 == 0 ? "old" : "new"),\($0 % 5 == 0 ? 1 : 0)" },
    "refused": rows(count: 80) { "\($0),\(old($0)),0" },
    "warning": rows(count: 400) { "\($0),\(old($0)),\($0 % 5 == 0 ? 1 : 0)" } + "900,beta,1\n",
    "regression": rows(count: 400) { "\($0),\(old($0)),\($0 % 4 == 0 ? 1 : 0)" },
    "inconclusive": rows(count: 400) { "\($0),\(old($0)),\($0 % 5 == 0 ? 1 : 0)" },
  ]

  @Test(arguments: findings.keys.sorted())
  func aConditionThatOccursFailsAndStillWritesTheReports(condition: String) async throws {
    let folder = try ScratchFolder()
    try folder.write(#require(Self.findings[condition]), to: "units.csv")
    try folder.write(SmallSpec().json, to: "spec.json")
    let failed = try await Binary.run(["analyze", "spec.json", "--quiet", "--fail-on", condition], in: folder)
    #expect(failed.code == 1)
    #expect(failed.errors == "failed on \(condition)\n")
    #expect(folder.names().contains("report.md"))
    #expect(try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder).code == 0)
    try folder.write(healthyData, to: "units.csv")
    let passed = try await Binary.run(["analyze", "spec.json", "--quiet", "--fail-on", condition], in: folder)
    #expect(passed.code == 0, "\(passed.errors)")
  }

  @Test(arguments: [
    ("spec.json", ""), ("spring.json", "spring."), ("spring.abtest.json", "spring."), ("a.b.json", "a.b."),
  ])
  func filesBearTheStemOfTheSpec(name: String, prefix: String) async throws {
    let folder = try ScratchFolder()
    try folder.write(healthyData, to: "units.csv")
    try folder.write(SmallSpec().json, to: name)
    #expect(try await Binary.run(["analyze", name, "--quiet"], in: folder).code == 0)
    #expect(
      folder.names()
        == (["report.md", "results.csv", "results.json"].map { prefix + $0 } + [name, "units.csv"]).sorted())
  }
}
