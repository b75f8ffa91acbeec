extension RandomizationTest {
  /// Doublings of one standard error within which a rejected shift is sought; beyond, doubles begin to lose the rows.
  private static let doublings = 16
  /// The part of its distance from the estimate to which a limit is found.
  private static let precision = 0x1p-40

  /// The constant shifts δ of every unit that the two-sided test does not reject: p(δ) > α.
  ///
  /// The hypothesis is that the variant changed each row by exactly δ, so that the variant's rows less δ could have been
  /// those of the control. The search goes outward from the difference of means to the first shift that is rejected; draws
  /// are the same for each δ.
  ///
  /// - Parameters:
  ///   - values: one number per row; shifts have no meaning for ratios.
  ///   - boundary: of the two-sided test.
  /// - Throws: `tooFew` when there are so few assignments that no shift is rejected; `noVariation` when both sets are
  ///   constant.
  package static func shiftInterval(
    values: [Double], isVariant: [Bool], mechanism: AssignmentMechanism = .complete, draws: Int = defaultDraws,
    seed: UInt64, _ boundary: any Boundary
  ) throws(NotEstimable) -> Interval {
    func p(_ shift: Double) throws(NotEstimable) -> Double {
      let rows = zip(values, isVariant).map { value, label in [label ? value - shift : value] }
      return try RandomizationTest(
        rows: rows, isVariant: isVariant, functional: .mean, mechanism: mechanism, draws: draws, seed: seed
      ).pValue(.twoSided)
    }
    func mean(_ label: Bool) -> Double {
      let chosen = zip(values, isVariant).filter { $0.1 == label }.map(\.0)
      return chosen.reduce(0, +) / Double(chosen.count)
    }
    let statistic = try RandomizationTest(
      rows: values.map { [$0] }, isVariant: isVariant, functional: .mean, mechanism: mechanism, draws: 0, seed: seed,
      enumerationLimit: 0
    ).statistic
    let center = mean(true) - mean(false)
    // Of the shift nothing is known but what the draws tell.
    let error = 2 * boundary.tail(variance: .infinity)
    // The standard error; without a difference any positive distance will do, since distances are doubled.
    let start = statistic == 0 ? max(abs(mean(true)), 1) * precision : center / statistic
    func limit(_ side: Double) throws(NotEstimable) -> Double {
      var (inside, outside) = (0.0, start)
      var rounds = 0
      while try p(center + side * outside) > error {
        (inside, outside, rounds) = (outside, 2 * outside, rounds + 1)
        guard rounds < doublings else { throw .tooFew }
      }
      while outside - inside > precision * outside {
        let middle = (inside + outside) / 2
        if try p(center + side * middle) > error { inside = middle } else { outside = middle }
      }
      return center + side * inside
    }
    let (lower, upper) = (try limit(-1), try limit(1))
    return try Interval(from: lower, to: upper)
  }
}
