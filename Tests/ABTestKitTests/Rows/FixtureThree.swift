import TestSupport

/// Fixture F3 (Methods/fixtures, "F3"): 200 units of each variant, `user,variant,y,x`.
enum FixtureThree {
  static let rows: [String] = zip(["c", "t"], ["old", "new"]).flatMap { prefix, variant in
    (1...200).map { unit in
      let key = "\(prefix)-\(unit)"
      func e(_ draw: UInt64) -> Double { HashStream.exponential(seed: 7, key: key, draw: draw) }
      let y = (6 * e(1) + 4 * e(0)) * (variant == "new" ? 1.1 : 1)
      return "\(key),\(variant),\(y),\(e(1))"
    }
  }
}
