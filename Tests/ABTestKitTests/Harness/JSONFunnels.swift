import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What `results.json` says of funnels as wholes.
struct JSONFunnels: Decodable {
  struct Funnel: Decodable {
    let funnel: String
    let steps: [Step]
    let decomposition: [Lift]
  }

  struct Step: Decodable {
    struct Passage: Decodable {
      let variant: String
      let n, before, reached, stopped: Int
      let median, ninetieth: Double?

      enum CodingKeys: String, CodingKey {
        case before = "reached_before"
        case median = "seconds_median"
        case ninetieth = "seconds_90"
        case variant, n, reached, stopped
      }
    }

    let step, metric: String
    let variants: [Passage]
  }

  struct Lift: Decodable {
    struct Part: Decodable {
      let step: String?
      let rateControl, rateVariant, log, error: Double
      let df, low, high, share, shareError: Double?

      enum CodingKeys: String, CodingKey {
        case rateControl = "rate_control"
        case rateVariant = "rate_variant"
        case log = "log_ratio"
        case error = "std_error"
        case low = "ci_low"
        case high = "ci_high"
        case shareError = "share_std_error"
        case step, df, share
      }
    }

    let control, variant: String
    let level: Double
    let critical: Double?
    let basis: String?
    let total: Part?
    let steps: [Part]
    let stoppedAt: String?
    let unreachedBy: [String]
    let reason: String?

    enum CodingKeys: String, CodingKey {
      case critical = "critical_value"
      case stoppedAt = "stopped_at"
      case unreachedBy = "unreached_by"
      case control, variant, level, basis, total, steps, reason
    }
  }

  private struct Whole: Decodable {
    struct Tables: Decodable {
      let funnels: [Funnel]
    }

    let tables: Tables
  }

  let all: [Funnel]

  init(_ bytes: [UInt8]?) throws {
    all = try JSONDecoder().decode(Whole.self, from: Data(#require(bytes))).tables.funnels
  }

  /// Runs `abtest analyze spec.json` in a folder.
  init(analyzing folder: ScratchFolder) async throws {
    _ = try await CSVTable(analyzing: folder)
    try self.init(folder.bytes(of: "results.json"))
  }
}
