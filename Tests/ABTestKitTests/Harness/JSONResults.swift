import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A `results.json`, read by a strict parser that is not ours.
struct JSONResults {
  struct Row {
    let words: [String: String]
    let numbers: [String: Double]
    let counts: [String: Int]

    var status: String? { words["status"] }
  }

  struct Exposure: Decodable {
    let rowsRead: Int
    let units: [String: Int]
    let dropped: [String: Int]

    enum CodingKeys: String, CodingKey {
      case rowsRead = "rows_read"
      case units, dropped
    }
  }

  struct Check: Decodable {
    let name: String
    let outcome: String
    let finding: String
    let pValue: Double?
    let statistic: Double?
    let counts: [String: Int]

    enum CodingKeys: String, CodingKey {
      case pValue = "p_value"
      case name, outcome, finding, statistic, counts
    }
  }

  /// Where the events of a fact went.
  struct Fact: Decodable {
    let fact: String
    let read: Int
    let counted: Int
    let dropped: [String: Int]
    let sharing: Sharing?
  }

  /// What became of totals that units share.
  struct Sharing: Decodable {
    struct Total: Decodable {
      let value: String
      let total: Double
      let shared: Double
      let notShared: [String: Double]

      enum CodingKeys: String, CodingKey {
        case value, total, shared
        case notShared = "not_shared"
      }
    }

    let totals: [Total]
    let negative: Int
    let unitsWithoutKey: Int
    let unitsWithoutRow: Int

    enum CodingKeys: String, CodingKey {
      case totals
      case negative = "rows_below_zero"
      case unitsWithoutKey = "units_without_key"
      case unitsWithoutRow = "units_without_row"
    }
  }

  struct Plan: Decodable {
    let metric: String
    let kept: Int
    let dropped: [String: Int]
  }

  private struct Whole: Decodable {
    struct Checks: Decodable {
      struct Events: Decodable {
        let facts: [Fact]
      }

      let exposure: Exposure
      let events: Events?
      let list: [Check]
    }

    let results: [[String: Value]]
    let checks: Checks
    let plan: [Plan]
  }

  enum Value: Decodable {
    case text(String)
    case number(Double)
    case null

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }

  let rows: [Row]
  let exposure: Exposure
  let checks: [Check]
  let facts: [Fact]
  let plans: [String: Plan]

  init(_ bytes: [UInt8]?) throws {
    let whole = try JSONDecoder().decode(Whole.self, from: Data(#require(bytes)))
    exposure = whole.checks.exposure
    checks = whole.checks.list
    facts = whole.checks.events?.facts ?? []
    plans = Dictionary(uniqueKeysWithValues: whole.plan.map { ($0.metric, $0) })
    rows = whole.results.map { row in
      var words: [String: String] = [:]
      var numbers: [String: Double] = [:]
      for (name, value) in row {
        switch value {
        case .text(let text): words[name] = text
        case .number(let number): numbers[name] = number
        case .null: break
        }
      }
      return Row(words: words, numbers: numbers, counts: numbers.compactMapValues { Int(exactly: $0) })
    }
  }

  func row(_ metric: String, _ estimand: String, variant: String? = nil) -> Row? {
    rows.first {
      $0.words["metric"] == metric && $0.words["estimand"] == estimand
        && (variant == nil || $0.words["variant"] == variant)
    }
  }
}
