#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The cases of one table of expected values under `Tests/Oracle`.
package enum OracleTable {
  private struct File<Case: Decodable>: Decodable { let cases: [Case] }

  /// Reads `Tests/Oracle/NAME.json`; the strings "Infinity" and "-Infinity" become numbers.
  package static func cases<Case: Decodable>(_ name: String, as type: Case.Type) throws -> [Case] {
    let path = packageFolder + "/Tests/Oracle/\(name).json"
    guard let data = FileManager.default.contents(atPath: path) else { throw MissingTable(path: path) }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try decoder.decode(File<Case>.self, from: data).cases
  }

  struct MissingTable: Error { let path: String }
}
