import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What `results.json` says of caps.
struct JSONCaps: Decodable {
  struct Effect: Decodable {
    struct Variant: Decodable {
      let n, above: Int
      let removed: Double?

      enum CodingKeys: String, CodingKey {
        case n
        case above = "above_cap"
        case removed = "share_removed"
      }
    }

    struct Difference: Decodable {
      let estimate, low, high: Double?

      enum CodingKeys: String, CodingKey {
        case estimate
        case low = "ci_low"
        case high = "ci_high"
      }
    }

    struct Comparison: Decodable {
      let raw, capped, excess: Difference
    }

    let metric: String
    let cap: Double
    let variants: [Variant]
    let comparisons: [Comparison]
  }

  private struct Whole: Decodable {
    struct Tables: Decodable {
      let caps: [Effect]
    }

    let tables: Tables
  }

  let effects: [Effect]

  init(_ bytes: [UInt8]?) throws {
    effects = try JSONDecoder().decode(Whole.self, from: Data(#require(bytes))).tables.caps
  }

  subscript(metric: String) -> Effect? { effects.first { $0.metric == metric } }
}
