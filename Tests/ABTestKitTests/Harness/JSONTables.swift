import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The member `tables` of a `results.json`, as far as tables from elsewhere say something of it.
struct JSONTables: Decodable {
  private struct Whole: Decodable { let tables: JSONTables }

  let claims: [ExpectedExperiment.Claim]
  let omnibus: [ExpectedExperiment.Omnibus]
  let segments: [ExpectedExperiment.Segment]

  enum CodingKeys: String, CodingKey {
    case claims = "published_claims"
    case omnibus, segments
  }

  init(_ bytes: [UInt8]?) throws {
    self = try JSONDecoder().decode(Whole.self, from: Data(#require(bytes))).tables
  }
}

extension ExpectedExperiment {
  struct Claim: Decodable, Sendable {
    let metric, published: String
    let lift: Double
    let answer: String?
    let share: Double
    let lower, upper, compatible: Double?

    enum CodingKeys: String, CodingKey {
      case compatible = "p_compatible"
      case metric, published, lift, share, answer, lower, upper
    }

    func compare(with all: [Claim], _ name: String) {
      guard let found = all.first(where: { $0.metric == metric }) else {
        Issue.record("\(name), \(metric): no claim")
        return
      }
      #expect(found.answer == answer && found.published == published, "\(name), \(metric): \(found)")
      #expect(isClose(found.lift, lift, relative: 1e-12, absolute: 1e-12), "\(name), \(metric): \(found)")
      expectClose(
        [
          (found.share, share), (found.lower, lower), (found.upper, upper), (found.compatible, compatible),
        ], "\(name), \(metric)")
    }
  }

  struct Omnibus: Decodable, Sendable {
    let metric, method: String
    let statistic, df: Double
    let denominator: Double?
    let p: Double

    enum CodingKeys: String, CodingKey {
      case denominator = "df_denominator"
      case p = "p_value"
      case metric, method, statistic, df
    }

    func compare(with all: [Omnibus], _ name: String) {
      guard let found = all.first(where: { $0.metric == metric }) else {
        Issue.record("\(name), \(metric): no test of all variants")
        return
      }
      #expect(found.method == method, "\(name), \(metric)")
      expectClose(
        [(found.statistic, statistic), (found.df, df), (found.denominator, denominator), (found.p, p)],
        "\(name), \(metric)")
    }
  }

  struct Segment: Decodable, Sendable {
    struct Value: Decodable, Sendable {
      let value: String?
      let estimate, error: Double
      let pooled, pooledError: Double?

      enum CodingKeys: String, CodingKey {
        case error = "std_error"
        case pooledError = "pooled_std_error"
        case value, estimate, pooled
      }
    }

    let metric, attribute: String
    let q, df, p, inconsistency: Double
    let signChange: Double?
    let values: [Value]

    enum CodingKeys: String, CodingKey {
      case p = "p_value"
      case inconsistency = "i_squared"
      case signChange = "p_sign_change"
      case metric, attribute, q, df, values
    }

    func compare(with all: [Segment], _ name: String) {
      guard let found = all.first(where: { $0.metric == metric && $0.attribute == attribute }) else {
        Issue.record("\(name), \(metric): nothing by \(attribute)")
        return
      }
      expectClose(
        [
          (found.q, q), (found.df, df), (found.p, p), (found.inconsistency, inconsistency),
          (found.signChange, signChange),
        ], "\(name), \(metric), \(attribute)")
      #expect(found.values.map(\.value) == values.map(\.value), "\(name), \(metric), \(attribute)")
      for (found, expected) in zip(found.values, values) {
        expectClose(
          [
            (found.estimate, expected.estimate), (found.error, expected.error), (found.pooled, expected.pooled),
            (found.pooledError, expected.pooledError),
          ], "\(name), \(metric), \(attribute) = \(expected.value ?? "none")", scale: expected.error)
      }
    }
  }
}

private func expectClose(_ pairs: [(Double?, Double?)], _ what: String, scale: Double = 1) {
  for (index, (found, expected)) in pairs.enumerated() {
    let isEqual =
      if let found, let expected { isClose(found, expected, relative: Tolerance.root, absolute: 1e-8 * scale) } else {
        found == nil && expected == nil
      }
    #expect(isEqual, "\(what), number \(index + 1): \(found.map { "\($0)" } ?? "none"), not \(expected ?? .nan)")
  }
}
