internal import Statistics

extension AlternativeTest {
  /// The Cochran-Armitage test of a trend, which decides where it is asked for.
  static func trend(_ fit: DoseFit, _ estimate: Estimate) -> AlternativeTest? {
    guard fit.method.model == .trend else { return nil }
    let test = fit.rows.flatMap { rows in
      Result { () throws(NotEstimable) in
        try TrendTest(rows.map { .init(dose: $0.dose, trials: Int($0.count), successes: Int($0.sum)) })
      }
    }
    // From the higher dose to the lower one a rising share is a fall.
    let falls = fit.method.to <= fit.method.from
    return AlternativeTest(
      .trend, "cochran-armitage", beside: estimate, test.map { DifferenceEvidence.doses($0, falls: falls) })
  }
}
