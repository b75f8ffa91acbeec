import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the file system refuses: rights and space.
@Suite(.serialized) struct FilePermissionTests {
  private static let setpriv = "/usr/bin/setpriv"

  /// Root may read everything, so root runs the case as nobody.
  private static let canBeNobody = getuid() != 0 || access(setpriv, X_OK) == 0

  @Test(.enabled(if: canBeNobody, "root without setpriv cannot give up its rights"))
  func foldersAndFilesWithoutRights() async throws {
    let cases: [(name: String, arguments: [String], close: String, mode: mode_t)] = [
      ("an unreadable source", ["analyze", "spec.json", "--out", "out"], "units.csv", 0),
      ("an unreadable folder of the source", ["analyze", "deep.json", "--out", "out"], "data", 0),
      ("an unreadable spec", ["analyze", "spec.json", "--out", "out"], "spec.json", 0),
      ("an unwritable output folder", ["analyze", "spec.json", "--out", "out"], "out", 0o555),
      ("an output folder below an unwritable one", ["analyze", "spec.json", "--out", "out/new"], "out", 0o555),
      ("a folder that cannot be searched for specs", ["check", "data"], "data", 0),
    ]
    var found: [(name: String, text: String)] = []
    for one in cases {
      found.append((one.name, try await runAsNobody(one.arguments, closing: one.close, mode: one.mode)))
    }
    expectAsRecorded(found, in: "permissions.txt")
  }

  private func runAsNobody(_ arguments: [String], closing name: String, mode: mode_t) async throws -> String {
    let folder = try ScratchFolder()
    let binary = try #require(Binary.path)
    try folder.write(healthyData, to: "units.csv")
    try folder.write(healthyData, to: "data/units.csv")
    try folder.write(SmallSpec().json, to: "spec.json")
    try folder.write(SmallSpec { $0.source = "data/units.csv" }.json, to: "deep.json")
    try folder.makeFolder("out")
    chmod(folder.path, 0o755)
    chmod(folder("out"), 0o777)
    chmod(folder(name), mode)
    defer { chmod(folder(name), 0o777) }
    let outcome: ChildProcess.Outcome
    if getuid() == 0 {
      // The build folder may be closed to nobody, so the program is copied.
      let copy = folder("abtest")
      #expect(try await ChildProcess("/bin/cp", [binary, copy], in: folder.path, environment: [:]).wait().code == 0)
      chmod(copy, 0o755)
      let command = ["--reuid", "65534", "--regid", "65534", "--clear-groups", copy] + arguments
      outcome = try await ChildProcess(Self.setpriv, command, in: folder.path, environment: [:]).wait()
    } else {
      outcome = try await ChildProcess(binary, arguments, in: folder.path, environment: [:]).wait()
    }
    #expect(folder.names(in: "out").isEmpty)
    return folder.anonymous("exit \(outcome.code)\n\(outcome.output)\(outcome.errors)")
  }

  private static func mountSmall(_ path: String) async throws -> Bool {
    let arguments = ["-t", "tmpfs", "-o", "size=8k", "tmpfs", path]
    return try await ChildProcess("/bin/mount", arguments, in: "/", environment: [:]).wait().code == 0
  }

  private static func unmount(_ path: String) async throws {
    _ = try await ChildProcess("/bin/umount", [path], in: "/", environment: [:]).wait()
  }

  private static func canMount() async throws -> Bool {
    guard getuid() == 0, access("/bin/mount", X_OK) == 0, hasDuckDB else { return false }
    let folder = try ScratchFolder()
    guard try await mountSmall(folder.path) else { return false }
    try await unmount(folder.path)
    return true
  }

  @Test(.enabled("only root on Linux can mount a small tmpfs") { try await canMount() })
  func aFullDiskLeavesNoPartOfAReport() async throws {
    let folder = try ScratchFolder()
    try folder.write(healthyData, to: "units.csv")
    try folder.write(SmallSpec().json, to: "spec.json")
    try folder.makeFolder("full")
    #expect(try await Self.mountSmall(folder("full")))
    let outcome = try await Binary.run(["analyze", "spec.json", "--out", "full"], in: folder)
    let left = folder.names(in: "full")
    try await Self.unmount(folder("full"))
    #expect(left.isEmpty)
    expectAsRecorded(
      [(name: "a full disk", text: folder.anonymous("exit \(outcome.code)\n\(outcome.output)\(outcome.errors)"))],
      in: "disk-full.txt")
  }
}
