/// Tolerances that say their unit.
package func isClose(_ actual: Double?, _ expected: Double, relative: Double = 0, absolute: Double = 0) -> Bool {
  guard let actual else { return false }
  if actual == expected { return true }
  return abs(actual - expected) <= max(absolute, relative * abs(expected))
}

/// Whether `actual` prints as `expected` when rounded to the digits that `expected` shows ("0.0168", "1.2e-5").
package func printsAs(_ actual: Double?, _ expected: String) -> Bool {
  guard let actual else { return false }
  guard let value = Double(expected) else { return false }
  let mantissa = expected.lowercased().split(separator: "e")[0]
  let decimals = mantissa.split(separator: ".").dropFirst().first.map(\.count) ?? 0
  let exponent = expected.lowercased().split(separator: "e").dropFirst().first.flatMap { Int($0) } ?? 0
  var unit = 1.0
  for _ in 0..<abs(decimals - exponent) { unit *= decimals > exponent ? 0.1 : 10 }
  return abs(actual - value) <= unit * 0.5000001
}
