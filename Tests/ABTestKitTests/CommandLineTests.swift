import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What users see of options, exit codes and files.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct CommandLineTests {
  @Test func helpTexts() throws {
    try expectAsRecorded(
      [
        ["--help"], ["analyze", "--help"], ["check", "--help"], ["--version"], [], ["analyse"], ["analyze"], ["check"],
      ].map { arguments in
        Example("abtest " + arguments.joined(separator: " "), arguments) { _ in }
      }, in: "help.txt")
  }

  @Test func options() throws {
    func options(_ arguments: String...) -> Example {
      Example(arguments.joined(separator: " "), healthy, SmallSpec(), ["analyze", "spec.json", "--quiet"] + arguments)
    }
    try expectAsRecorded(
      [
        options(),
        options("--out", "reports"), options("--out", "no/such/place"), options("--out", "units.csv"),
        options("--format", "csv"), options("--format", "markdown,json"), options("--format", "csv, json"),
        options("--format", "html"), options("--format", "csv,pdf"), options("--format", ""),
        options("--fail-on", "regression"), options("--fail-on", "sometimes"),
        options("--fail-on", "mismatch,refused,warning,regression,inconclusive"),
        options("--threads", "0"), options("--threads", "-1"), options("--threads", "two"),
        options("--threads", "5000"),
        options("--threads", "2"),
        options("--memory", "nonsense"), options("--memory", "0GB"), options("--memory", "512MiB"),
        options("--memory", "1KB"),
        options("--data-root", "nowhere"), options("--data-root", "units.csv"), options("--data-root", "."),
        options("--colour"),
      ], in: "options.txt")
  }

  private static let findings = [
    "mismatch": rows(count: 400) { "\($0),\($0 % 3 == 0 ? "old" : "new"),\($0 % 5 == 0 ? 1 : 0)" },
    "refused": rows(count: 80) { "\($0),\(old($0)),0" },
    "warning": rows(count: 400) { "\($0),\(old($0)),\($0 % 5 == 0 ? 1 : 0)" } + "900,beta,1\n",
    "regression": rows(count: 400) { "\($0),\(old($0)),\($0 % 4 == 0 ? 1 : 0)" },
    "inconclusive": rows(count: 400) { "\($0),\(old($0)),\($0 % 5 == 0 ? 1 : 0)" },
  ]

  @Test(arguments: findings.keys.sorted())
  func aConditionThatOccursFailsAndStillWritesTheReports(condition: String) throws {
    let folder = try ScratchFolder()
    try folder.write(#require(Self.findings[condition]), to: "units.csv")
    try folder.write(SmallSpec().json, to: "spec.json")
    let failed = try Binary.run(["analyze", "spec.json", "--quiet", "--fail-on", condition], in: folder)
    #expect(failed.code == 1)
    #expect(failed.errors == "failed on \(condition)\n")
    #expect(folder.names().contains("report.md"))
    #expect(try Binary.run(["analyze", "spec.json", "--quiet"], in: folder).code == 0)
    try folder.write(healthy, to: "units.csv")
    let passed = try Binary.run(["analyze", "spec.json", "--quiet", "--fail-on", condition], in: folder)
    #expect(passed.code == 0, "\(passed.errors)")
  }

  @Test(arguments: [
    ("spec.json", ""), ("spring.json", "spring."), ("spring.abtest.json", "spring."), ("a.b.json", "a.b."),
  ])
  func filesBearTheStemOfTheSpec(name: String, prefix: String) throws {
    let folder = try ScratchFolder()
    try folder.write(healthy, to: "units.csv")
    try folder.write(SmallSpec().json, to: name)
    #expect(try Binary.run(["analyze", name, "--quiet"], in: folder).code == 0)
    #expect(
      folder.names()
        == (["report.md", "results.csv", "results.json"].map { prefix + $0 } + [name, "units.csv"]).sorted())
  }

  @Test func aSpecThatCannotBeRead() throws {
    try expectAsRecorded(
      [
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
      ], in: "spec-files.txt")
  }

  @Test func sourcesOutsideTheDataRoot() throws {
    func outside(
      _ name: String, _ source: String, _ arguments: [String] = [],
      _ prepare: @escaping @Sendable (ScratchFolder) throws -> Void = { _ in }
    )
      -> Example
    {
      Example(name, ["analyze", "specs/spec.json", "--quiet"] + arguments) { folder in
        try folder.write(healthy, to: "units.csv")
        try folder.write(
          SmallSpec { $0.source = source == "absolute" ? folder("units.csv") : source }.json, to: "specs/spec.json")
        try prepare(folder)
      }
    }
    try expectAsRecorded(
      [
        outside("a source above the spec", "../units.csv"),
        outside("an absolute source", "absolute"),
        outside("an absolute source below the data root", "absolute", ["--data-root", "."]),
        outside("a source relative to the data root", "units.csv", ["--data-root", "."]),
        outside("a source above the data root", "../units.csv", ["--data-root", "specs"]),
        outside("a link that leads out", "link.csv") { try $0.link("specs/link.csv", to: "../units.csv") },
        outside("a folder link that leads out", "out/units.csv") { try $0.link("specs/out", to: "..") },
        outside("a link that stays inside", "link.csv") {
          try $0.write(healthy, to: "specs/units.csv")
          try $0.link("specs/link.csv", to: "units.csv")
        },
        outside("a link to itself", "link.csv") { try $0.link("specs/link.csv", to: "link.csv") },
        outside("a link to nothing", "link.csv") { try $0.link("specs/link.csv", to: "gone.csv") },
        outside("a root whose name begins like the root", "../specs-2/units.csv") {
          try $0.write(healthy, to: "specs-2/units.csv")
        },
      ], in: "data-root.txt")
  }

  @Test func outputsThatCannotBeWritten() throws {
    try expectAsRecorded(
      [
        Example("a folder where report.md should be", healthy, SmallSpec(), ["analyze", "spec.json"]).also {
          try $0.makeFolder("report.md")
        },
        Example("a folder where results.json should be", healthy, SmallSpec(), ["analyze", "spec.json"]).also {
          try $0.makeFolder("results.json")
        },
      ], in: "outputs.txt")
  }

  private let healthy = healthyData
}

/// Data without any finding but a difference: new is better.
let healthyData = rows(count: 400) { "\($0),\(old($0)),\($0 % 4 == 1 || $0 % 16 == 0 ? 1 : 0)" }

extension Example {
  /// The same with one more thing in the folder.
  func also(_ more: @escaping @Sendable (ScratchFolder) throws -> Void) -> Example {
    Example(name, arguments) { folder in
      try prepare(folder)
      try more(folder)
    }
  }
}
