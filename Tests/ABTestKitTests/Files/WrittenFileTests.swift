import ABTestKit
import Diagnostics
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One experiment in 320 files: dialects, encodings, containers, numbers, times, flags, headers. Totals by pandas.
@Suite(.slow) struct WrittenFileTests {
  struct Arm: Decodable, Sendable {
    let n: Int
    let mean, rate: Double
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let data: JSONValue
    let encoding, numbers, times, ends, before, header: String
    let bytes: String
    let expected: [String: Arm]

    var testDescription: String { "\(file), \(encoding), \(numbers), \(times), \(ends), \(before), \(header)" }
  }

  static let cases = (try? OracleTable.cases("written_files", as: Case.self)) ?? []

  @Test func thereAreEnough() { #expect(Self.cases.count >= 300) }

  @Test(arguments: cases) func aFileIsReadAsThePersonMeantIt(_ file: Case) async throws {
    let found = try await outcome(file, without: nil).get()
    #expect(isTruth(found, file), "\(found)")
  }

  /// Without one of the settings, each in its turn, the result is the same or there is none.
  @Test(arguments: cases.indices) func nothingIsGuessed(_ index: Int) async throws {
    let file = Self.cases[index]
    guard case .object(let settings) = file.data, !settings.isEmpty else { return }
    let key = settings.keys.sorted()[index % settings.count]
    switch try await outcome(file, without: key) {
    case .success(let found): #expect(isTruth(found, file), "without \(key): \(found)")
    case .failure(let faults):
      let first = try #require(faults.diagnostics.first { $0.severity == .error })
      #expect(first.remedy != nil, "without \(key): \(first.message)")
    }
  }

  private func isTruth(_ found: [String: Arm], _ file: Case) -> Bool {
    file.expected.allSatisfy { name, arm in
      guard let own = found[name] else { return false }
      // Sums are exact to a part in 2^46 of the largest value, which is about 20,000.
      return own.n == arm.n && abs(own.mean - arm.mean) <= 1e-9 && abs(own.rate - arm.rate) < 1e-15
    }
  }

  private func outcome(_ file: Case, without key: String?) async throws -> Result<[String: Arm], DiagnosticList> {
    let folder = try ScratchFolder()
    try folder.write(try #require(Data(base64Encoded: file.bytes)), to: file.file)
    guard case .object(var data) = file.data else { throw DiagnosticList([]) }
    if let key { data[key] = nil }
    data["source"] = .text(file.file)
    data["unit"] = .text("visitor")
    data["variant"] = .text("arm")
    data["where"] = .text("seen >= '2026-03-06'")
    let keys = data.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.json)" }.joined(separator: ", ")
    try folder.write(
      """
      { "abtest": 1, "name": "files", "data": { \(keys) },
        "variants": [{ "name": "old", "control": true }, { "name": "new" }],
        "metrics": [{ "name": "revenue", "type": "mean", "column": "revenue" },
                    { "name": "bought", "type": "proportion", "column": "bought" }] }
      """, to: "spec.json")
    var options = AnalysisOptions()
    (options.formats, options.threads) = ([ReportFormatName("json")].compactMap(\.self), 1)
    do {
      _ = try await AnalysisRun(spec: folder("spec.json"), options: options)()
    } catch let faults as DiagnosticList {
      return .failure(faults)
    }
    let rows = try JSONResults(folder.bytes(of: "results.json")).rows.filter { $0.words["estimand"] == "absolute" }
    let revenue = try #require(rows.first { $0.words["metric"] == "revenue" })
    let bought = try #require(rows.first { $0.words["metric"] == "bought" })
    func arm(_ side: String) -> Arm {
      Arm(
        n: revenue.counts["n_\(side)"] ?? -1, mean: revenue.numbers["value_\(side)"] ?? .nan,
        rate: bought.numbers["value_\(side)"] ?? .nan)
    }
    return .success(["old": arm("control"), "new": arm("variant")])
  }
}

/// A value of JSON that a test passes on.
enum JSONValue: Decodable, Sendable {
  case object([String: JSONValue])
  case text(String)
  case number(Int)
  case flag(Bool)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  var json: String {
    switch self {
    case .flag(let flag): "\(flag)"
    case .number(let number): "\(number)"
    case .text(let text): "\"\(text == "\t" ? "\\t" : text)\""
    case .object(let members):
      "{ " + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value.json)" }.joined(separator: ", ") + " }"
    }
  }
}
