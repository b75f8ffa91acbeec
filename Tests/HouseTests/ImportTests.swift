import TestSupport
import Testing

/// Which layer may import which: arrows point one way.
@Suite struct ImportTests {
  /// The modules of the project that a layer may import.
  static let table: [String: Set<String>] = [
    "Distributions": ["CGSL"],
    "Statistics": ["Distributions"],
    "Diagnostics": [],
    "Tables": [],
    "TextFiles": ["CZlib"],
    "Terms": ["Diagnostics", "Statistics"],
    "Specification": ["Terms", "Diagnostics", "Statistics"],
    "Planning": ["Specification", "Terms", "Statistics", "Tables", "Diagnostics"],
    "SummarySQL": ["Planning", "Terms", "Statistics", "Tables", "Diagnostics"],
    "Engines": ["CArrow", "CDuckDB", "Tables"],
    "Inference": ["SummarySQL", "Planning", "Terms", "Statistics", "Diagnostics", "Tables"],
    "Reporting": ["Inference", "Planning", "Terms", "Statistics", "Diagnostics"],
    "ABTestKit": [
      "Distributions", "Statistics", "Diagnostics", "Tables", "Terms", "Specification", "Planning", "SummarySQL",
      "Engines", "Inference", "Reporting", "TextFiles",
    ],
    "abtest": ["ABTestKit", "ArgumentParser"],
    "Calibration": [
      "Distributions", "Statistics", "Diagnostics", "Tables", "Terms", "Specification", "Planning", "SummarySQL",
      "Inference",
    ],
    "calibrate": ["Calibration"],
  ]
  /// C modules, which have no Swift files, and their one importer.
  static let importerOfC = ["CGSL": "Distributions", "CArrow": "Engines", "CDuckDB": "Engines", "CZlib": "TextFiles"]
  /// The C library under its names, for mathematics everywhere and for files at the ends.
  static let system: Set<String> = ["Glibc", "Musl", "Darwin"]
  /// What only the modules that touch the world may import besides.
  static let world: Set<String> = ["Dispatch", "Synchronization", "MachO"]
  static let worldly: Set<String> = ["Engines", "ABTestKit", "abtest"]

  @Test func everyModuleIsInTheTable() {
    #expect(Set(SourceFile.folders(in: "Sources")) == Set(Self.table.keys).union(Self.importerOfC.keys))
  }

  @Test(arguments: table.keys.sorted()) func everyFileImportsWhatItsLayerMay(module: String) throws {
    let files = SourceFile.all(in: "Sources/\(module)")
    #expect(!files.isEmpty)
    let allowed = try #require(Self.table[module]).union(Self.system)
      .union(Self.worldly.contains(module) ? Self.world : [])
    for file in files {
      for name in file.imports { #expect(allowed.contains(name), "\(file.path) imports \(name)") }
    }
  }

  /// The middle layers are tested in memory: without an engine, a process or a file of data.
  @Test(arguments: ["Planning", "SummarySQL", "Inference", "Reporting"])
  func theTestsOfAMiddleLayerNeedNoEngine(module: String) {
    let files = SourceFile.all(in: "Tests/\(module)Tests") + SourceFile.all(in: "Tests/LayerSupport")
    let allowed = Set(Self.table.keys).subtracting(Self.worldly).union(["LayerSupport", "TestSupport", "Testing"])
    #expect(files.contains { $0.imports.contains(module) })
    for file in files {
      for name in file.imports { #expect(allowed.contains(name), "\(file.path) imports \(name)") }
      for world in ["ScratchFolder", "ChildProcess"] {
        #expect(!file.text.contains(world), "\(file.path) uses \(world)")
      }
    }
  }

  @Test func aCModuleHasOneImporter() {
    for (module, importer) in Self.importerOfC {
      let importers = SourceFile.all(in: "Sources").filter { $0.imports.contains(module) }
      #expect(!importers.isEmpty && importers.allSatisfy { $0.path.hasPrefix("Sources/\(importer)/") }, "\(module)")
    }
  }

  /// Start-up takes milliseconds; Foundation alone would take longer.
  @Test func noSourceImportsFoundation() {
    for file in SourceFile.all(in: "Sources") {
      #expect(file.imports.allSatisfy { !$0.hasPrefix("Foundation") }, "\(file.path)")
    }
  }

  /// A flag of the compiler lets imports of indirect dependencies pass, so the manifest is compared too.
  @Test func theManifestSaysTheSame() throws {
    let manifest = try #require(SourceFile("Package.swift")).text
    let layers = manifest.split(separator: "layer(").dropFirst().map { part in
      Self.quoted(in: part.prefix { $0 != ")" })
    }
    let stated = Dictionary(
      uniqueKeysWithValues: layers.compactMap { names in names.first.map { ($0, Set(names.dropFirst())) } })
    let programs = manifest.split(separator: ".executableTarget(").dropFirst().map { part in
      Self.quoted(in: part.prefix { $0 != "]" })
    }
    #expect(
      programs == [
        ["calibrate", "Calibration"], ["abtest", "ABTestKit", "ArgumentParser", "swift-argument-parser"],
      ])
    for (module, names) in Self.table where !programs.contains(where: { $0.first == module }) {
      #expect(stated[module] == names, "\(module)")
    }
  }

  private static func quoted(in text: some StringProtocol) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// The reader of imports itself, on every form that occurs.
  @Test func readsImports() throws {
    let file = try #require(SourceFile("Sources/ABTestKit/Exports.swift"))
    #expect(Set(file.imports).isSuperset(of: ["Specification", "Reporting", "Inference", "Diagnostics"]))
    #expect(!SourceFile.all(in: "Sources/Statistics").flatMap(\.imports).isEmpty)
  }
}
