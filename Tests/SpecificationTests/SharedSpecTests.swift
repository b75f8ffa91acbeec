import Diagnostics
import Specification
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The example specs of the grammar, which lie beside the package where its development takes place.
private let folder = packageFolder + "/../shared/specs"

@Suite(.enabled(if: FileManager.default.fileExists(atPath: folder), "the folder ../shared/specs is absent"))
struct SharedSpecTests {
  @Test func everyExampleIsAcceptedOrOnlyNotSupportedYet() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
    #expect(files.count >= 10)
    var accepted: [String] = []
    for file in files {
      let bytes = Array(try #require(FileManager.default.contents(atPath: "\(folder)/\(file)")))
      let result = ExperimentSpec.parse(bytes: bytes, file: file)
      #expect(looksLikeSpec(bytes))
      #expect(
        Set(result.diagnostics.diagnostics.map(\.code)).isSubset(of: [.notSupportedYet, .ambiguousClaim]),
        "\(result.diagnostics)")
      if result.spec != nil { accepted.append(String(file.prefix(2))) }
    }
    #expect(accepted == ["01", "02", "03", "04", "05", "06", "07", "08", "10"])
  }
}
