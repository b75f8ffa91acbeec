/// A procedure that makes the p-values of a family comparable with the family's one level.
///
/// A hypothesis is rejected at level α (or false discovery rate q) when its adjusted p-value is at most α. Adjusted values
/// are never below the raw ones, keep their order, and are equal for equal p-values, whatever the order of the family.
///
/// - Note: S. Holm (1979), *Scand. J. Stat.* 6, 65-70; Y. Hochberg (1988), *Biometrika* 75, 800-802;
///   Y. Benjamini, Y. Hochberg (1995), *JRSS B* 57, 289-300; Y. Benjamini, D. Yekutieli (2001), *Ann. Stat.* 29,
///   1165-1188; Methods/multiplicity, "Adjusted p-values".
package enum PValueAdjustment: String, Sendable, CaseIterable {
  case none
  /// Familywise error under any dependence: m·p.
  case bonferroni
  /// Familywise error under any dependence, never less powerful than Bonferroni.
  case holm
  /// Familywise error under positive dependence, never less powerful than Holm.
  case hochberg
  /// False discovery rate under positive dependence.
  case benjaminiHochberg = "benjamini-hochberg"
  /// False discovery rate under any dependence: Benjamini-Hochberg times Σ 1/j.
  case benjaminiYekutieli = "benjamini-yekutieli"

  /// Whether hypotheses may get unequal shares of the level.
  package var acceptsWeights: Bool {
    switch self {
    case .bonferroni, .holm: true
    case .none, .hochberg, .benjaminiHochberg, .benjaminiYekutieli: false
    }
  }
}

/// What hypotheses without a valid test mean for the size of their family.
package enum UntestedHypotheses: Sendable, Equatable {
  /// They count, as if their p-value were 1: they are never rejected, and the others pay for them.
  ///
  /// The size of the family then does not depend on the data, which is why this is the default; it is conservative.
  case counted
  /// The family is what could be tested.
  case leftOut
}

extension PValueAdjustment {
  /// The adjusted p-values, in the order given; nil stays nil.
  ///
  /// - Parameters:
  ///   - pValues: from 0 to 1; nil for a hypothesis without a valid test.
  ///   - weights: shares of the level, not negative, of any sum; equal when nil. A hypothesis of weight 0 gets 1.
  /// - Precondition: weights only where the procedure accepts them, as many as p-values.
  package func adjusted(
    _ pValues: [Double?], weights: [Double]? = nil, untested: UntestedHypotheses = .counted
  ) -> [Double?] {
    precondition(pValues.allSatisfy { $0.map((0...1).contains) ?? true })
    precondition(weights.map { acceptsWeights && $0.count == pValues.count && $0.allSatisfy { $0 >= 0 } } ?? true)
    let family = pValues.indices.filter { untested == .counted || pValues[$0] != nil }
    let all = adjustedFamily(family.map { pValues[$0] ?? 1 }, weights: family.map { weights?[$0] ?? 1 })
    var result = [Double?](repeating: nil, count: pValues.count)
    for (index, value) in zip(family, all) where pValues[index] != nil { result[index] = value }
    return result
  }

  private func adjustedFamily(_ p: [Double], weights: [Double]) -> [Double] {
    let m = Double(p.count)
    switch self {
    case .none: return p
    case .bonferroni:
      let total = weights.reduce(0, +)
      return zip(p, weights).map { $1 > 0 ? min(1, total * $0 / $1) : 1 }
    case .holm: return Self.weightedHolm(p, weights)
    case .hochberg: return Self.stepUp(p) { m - $0 + 1 }
    case .benjaminiHochberg: return Self.stepUp(p) { m / $0 }
    case .benjaminiYekutieli:
      let harmonic = Self.harmonicNumber(p.count)
      return Self.stepUp(p) { harmonic * m / $0 }
    }
  }

  /// Σ 1/j for j = 1...count.
  static func harmonicNumber(_ count: Int) -> Double { (0..<count).reduce(0) { $0 + 1 / Double($1 + 1) } }

  /// max over the hypotheses before and at each, in the order of p/w, of (weight not yet rejected)·p/w.
  private static func weightedHolm(_ p: [Double], _ weights: [Double]) -> [Double] {
    var adjusted = [Double](repeating: 1, count: p.count)
    let order = p.indices.filter { weights[$0] > 0 }.sorted {
      (p[$0] / weights[$0], $0) < (p[$1] / weights[$1], $1)
    }
    var left = order.map { weights[$0] }
    // From the back, so that rounding cannot leave a share of weight that has been spent.
    for position in left.indices.dropLast().reversed() { left[position] += left[position + 1] }
    var largest = 0.0
    for (index, remaining) in zip(order, left) {
      // The quotient first: equal ones then have equal adjusted values.
      largest = max(largest, min(1, remaining * (p[index] / weights[index])))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// min over the hypotheses at and after each, in the order of p, of factor(rank)·p.
  private static func stepUp(_ p: [Double], factor: (Double) -> Double) -> [Double] {
    var adjusted = p
    var smallest = 1.0
    for (position, index) in p.indices.sorted(by: { (p[$0], $0) < (p[$1], $1) }).enumerated().reversed() {
      // The product with a factor of exactly 1 may round, but never below the p-value itself.
      smallest = min(smallest, max(p[index], factor(Double(position + 1)) * p[index]))
      adjusted[index] = smallest
    }
    return adjusted
  }
}
