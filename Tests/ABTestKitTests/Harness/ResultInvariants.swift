import TestSupport
import Testing

/// What holds of every row of results, whatever the data.
struct ResultInvariants {
  let row: [String: String]
  let what: String

  private func number(_ column: String) -> Double? { row[column].flatMap(Double.init) }

  private func expect(_ holds: Bool, _ rule: String, location: SourceLocation) {
    #expect(
      holds,
      "\(what), \(row["metric"] ?? ""), \(row["estimand"] ?? ""), \(row["hypothesis"] ?? "") (\(row["method"] ?? "")): \(rule): \(row)",
      sourceLocation: location)
  }

  func check(location: SourceLocation = #_sourceLocation) {
    func expect(_ holds: Bool, _ rule: String) { self.expect(holds, rule, location: location) }
    let columns = row.filter { $0.key != "reason" && $0.key != "metric" }.values
    expect(!columns.contains { $0.lowercased().contains("nan") }, "no NaN")
    let (estimate, error, p) = (number("estimate"), number("std_error"), number("p_value"))
    let interval = number("ci_low").flatMap { low in number("ci_high").map { (low: low, high: $0) } }
    let warnings = row["warnings"] ?? ""
    expect(p.map { (0...1).contains($0) } ?? true, "a p-value is a probability")
    expect(error.map { $0 > 0 && $0.isFinite } ?? true, "a standard error is positive")
    expect(estimate?.isFinite ?? true, "an estimate is finite")
    expect((row["p_adjusted"].flatMap(Double.init) ?? 1) >= (p ?? 0) * (1 - 1e-9), "correction never lowers a p-value")
    let status = row["status"] ?? ""
    if status != "ok" {
      expect(row["reason"] != "", "what is refused has a reason")
      expect(
        ["mismatch", "tooSkewed"].contains(status) || p == nil && interval == nil,
        "what is refused has no p-value and no interval")
      expect(row["verdict"] == "", "what is refused has no verdict")
      return
    }
    // Another method's p-value stands alone, and says so.
    if interval == nil, p != nil, row["reason"]?.contains("no interval") == true { return }
    guard let interval, let p, let null = number("null_value"), let alpha = number("alpha") else {
      expect(false, "a p-value and an interval come together")
      return
    }
    expect(interval.low < interval.high, "an interval has a length")
    if let estimate {
      expect((interval.low...interval.high).contains(estimate), "an interval contains the estimate")
      let isExact = ["conditional-poisson", "rank-permutation"].contains(row["method"])
      // A lift of −100 % has the variance of a variant without variation alone, which nothing tells.
      let isNothing = row["method"] == "hall-t" && row["estimand"] == "relative" && number("value_variant") == 0
      expect(error != nil || isExact || isNothing || warnings.contains("boundary"), "an estimate has a standard error")
    } else {
      expect(row["reason"] != "", "a missing estimate has a reason")
    }
    switch row["hypothesis"] {
    case "equivalence":
      expect((p < alpha) == (-null < interval.low && interval.high < null), "equivalence is inclusion")
    default:
      let isExcluded = !(interval.low...interval.high).contains(null)
      expect((p < alpha) == isExcluded || abs(p - alpha) < 1e-6, "p-value and interval agree")
    }
    for arm in ["control", "variant"] {
      guard let value = number("value_\(arm)"), let low = number("value_\(arm)_low"),
        let high = number("value_\(arm)_high")
      else {
        continue
      }
      let slack = 1e-12 * max(abs(low), abs(high))
      expect(
        (low - slack...high + slack).contains(value) || warnings.contains("outsideRange"),
        "the interval of \(arm) contains its value")
    }
  }
}
