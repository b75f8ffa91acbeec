import Testing

@testable import Engines

@Suite struct EngineConfigurationTests {
  @Test(arguments: [
    ("4GB", "4GB"), ("512 MiB", "512MiB"), ("1.5gb", "1.5gb"), ("100kb", "100kb"), ("2TiB", "2TiB"),
  ])
  func aMemoryLimitIsANumberAndAUnit(text: String, forDuckDB: String) throws {
    #expect(try MemoryLimit(text).text == forDuckDB)
  }

  @Test(arguments: ["", "4", "GB", "-4GB", "0GB", "four GB", "4 gigs", "4GB;", "1e3MB", "٤GB", "80%", "1.2.3GB"])
  func anythingElseIsNoMemoryLimit(text: String) {
    #expect(
      throws: EngineError(
        .invalidInput, "\"\(text)\" is not a memory size; write a number and a unit, such as 4GB or 512MiB")
    ) { try MemoryLimit(text) }
    #expect(throws: EngineError.self) { try EngineConfiguration(dataRoot: "/", memoryLimit: text) }
  }

  @Test func theDataRootIsAnAbsolutePath() {
    #expect(throws: EngineError(.invalidInput, "the data root \"data\" is not an absolute path")) {
      try EngineConfiguration(dataRoot: "data")
    }
  }

  @Test(arguments: [0, -1, 1025])
  func thereIsAtLeastOneThread(threads: Int) {
    #expect(throws: EngineError(.invalidInput, "the number of threads is \(threads); it must be from 1 to 1024")) {
      try EngineConfiguration(dataRoot: "/", threads: threads)
    }
  }
}
