import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A case of the oracle table `metric_types.json`: two variants whose rows a recipe makes, and what is known of them.
struct MetricTypeCase: Decodable {
  struct Arm: Decodable {
    let recipe: String
    let seed: UInt64
    let keyPrefix: String
    let n: Int

    /// The columns y and d.
    func row(_ index: Int) -> [Double] {
      let key = "\(keyPrefix)\(index)"
      func u(_ draw: UInt64) -> Double { HashStream.uniform(seed: seed, key: key, draw: draw) }
      func e(_ draw: UInt64) -> Double { HashStream.exponential(seed: seed, key: key, draw: draw) }
      switch recipe {
      case "F3 control": return [6 * e(1) + 4 * e(0), e(1)]
      case "F3 treatment": return [(6 * e(1) + 4 * e(0)) * 1.1, e(1)]
      default: return [(20 * u(0) * u(1)).rounded(.down), 1 + (4 * u(1)).rounded(.down)]
      }
    }
  }

  struct Comparison: Decodable {
    let control, treatment, difference, standardError, df, p, lower, upper: Double
    /// The statistic that decides.
    let method: String

    /// The relative error of what the shape of skewed data takes part in: it has the five digits of its coarser integers.
    var shapeTolerance: Double { method == "hall-t" ? 1e-5 : 1e-8 }

    /// Against the columns of a result row.
    func expectEqual(_ row: [String: Double], _ name: String, location: SourceLocation = #_sourceLocation) {
      let pairs = [
        ("value_control", control), ("value_variant", treatment), ("estimate", difference),
        ("std_error", standardError), ("df", df), ("p_value", p), ("ci_low", lower), ("ci_high", upper),
      ]
      for (column, value) in pairs where column != "df" || row[column] != nil {
        let found = row[column] ?? .nan
        let isOfShape = ["df", "p_value", "ci_low", "ci_high"].contains(column)
        #expect(
          isClose(found, value, relative: isOfShape ? shapeTolerance : 1e-8, absolute: 1e-11),
          "\(name), \(column): \(found) is not \(value)",
          sourceLocation: location)
      }
    }
  }

  private struct Table: Decodable {
    let cases: [MetricTypeCase]
  }

  private enum CodingKeys: String, CodingKey {
    case name, arms, successes, cap, excess, raw, above, removed
  }

  let name: String
  let arms: [Arm]
  let comparison: Comparison
  let successes: [Int]?
  let cap: Double?
  let excess, raw: Comparison?
  let above: [Int]?
  let removed: [Double]?

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    arms = try values.decode([Arm].self, forKey: .arms)
    successes = try values.decodeIfPresent([Int].self, forKey: .successes)
    comparison =
      successes == nil
      ? try Comparison(from: decoder)
      : Comparison(
        control: 0, treatment: 0, difference: 0, standardError: 0, df: 0, p: 0, lower: 0, upper: 0, method: "")
    cap = try values.decodeIfPresent(Double.self, forKey: .cap)
    excess = try values.decodeIfPresent(Comparison.self, forKey: .excess)
    raw = try values.decodeIfPresent(Comparison.self, forKey: .raw)
    above = try values.decodeIfPresent([Int].self, forKey: .above)
    removed = try values.decodeIfPresent([Double].self, forKey: .removed)
  }

  static func named(_ name: String) throws -> MetricTypeCase {
    let text = try Data(contentsOf: URL(filePath: packageFolder + "/Tests/Oracle/metric_types.json"))
    return try #require(try JSONDecoder().decode(Table.self, from: text).cases.first { $0.name == name })
  }

  /// The rows of both variants, old and new, in turn.
  var csv: String {
    var lines = ["user,variant,y,d"]
    for index in 1...(arms.map(\.n).max() ?? 0) {
      for (variant, arm) in zip(["old", "new"], arms) where index <= arm.n {
        let row = arm.row(index)
        lines.append("\(variant)-\(index),\(variant),\(row[0]),\(row[1])")
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The outputs of an analysis with one metric `m` of these keys.
  func analyzed(_ keys: String, data: String? = nil) async throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(csv, to: "units.csv")
    try folder.write(
      SmallSpec {
        if let data { $0.data = data }
        $0.metrics = "[{ \"name\": \"m\", \(keys) }]"
        // The oracle's rows are not meant to be split as planned.
        $0.variants =
          "[{ \"name\": \"old\", \"control\": true, \"weight\": \(arms[0].n) }, { \"name\": \"new\", \"weight\": \(arms[1].n) }]"
      }.json, to: "spec.json")
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return folder
  }
}
