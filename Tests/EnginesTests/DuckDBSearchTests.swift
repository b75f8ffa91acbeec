import Testing

@testable import Engines

@Suite struct DuckDBSearchTests {
  private let fileName = DuckDBSearch.fileName

  private func search(
    named: String? = nil, _ environment: [String: String] = [:], executable: String? = "/opt/tools/bin/abtest"
  ) -> DuckDBSearch {
    DuckDBSearch(named: named, environment: { environment[$0] }, executable: executable)
  }

  @Test func looksBesideTheProgramThenAtTheUsersThenAtTheSystems() {
    #expect(
      search(["HOME": "/home/ann"]).places.map(\.path) == [
        "/opt/tools/bin/../lib/\(fileName)", "/opt/tools/bin/\(fileName)",
        "/home/ann/.local/share/abtest/lib/\(fileName)", fileName,
        "/opt/homebrew/lib/\(fileName)", "/usr/local/lib/\(fileName)", "/home/linuxbrew/.linuxbrew/lib/\(fileName)",
      ])
  }

  @Test func followsTheVariablesOfTheDataFolderAndOfHomebrew() {
    let paths = search(["HOME": "/home/ann", "XDG_DATA_HOME": "/data/ann", "HOMEBREW_PREFIX": "/brew"]).places.map(
      \.path)
    #expect(paths.contains("/data/ann/abtest/lib/\(fileName)"))
    #expect(!paths.contains("/home/ann/.local/share/abtest/lib/\(fileName)"))
    #expect(paths.contains("/brew/lib/\(fileName)"))
  }

  @Test func aNamedLibraryIsTheOnlyPlace() {
    let environment = ["ABTEST_LIBDUCKDB": "/variable/libduckdb.so", "HOME": "/home/ann"]
    #expect(search(environment).places == [.init(kind: .named, path: "/variable/libduckdb.so")])
    #expect(
      search(named: "/flag/libduckdb.so", environment).places == [.init(kind: .named, path: "/flag/libduckdb.so")])
  }

  @Test func anEmptyVariableIsNoVariable() {
    #expect(search(["ABTEST_LIBDUCKDB": ""]) == search())
  }

  @Test func worksWithoutAHomeAndWithoutAKnownProgram() {
    #expect(search(executable: nil).places.first == .init(kind: .loader, path: fileName))
  }
}
