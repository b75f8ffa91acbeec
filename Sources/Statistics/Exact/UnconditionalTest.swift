/// What the tests that ask for the worst common proportion share: swapping of variants, and the range of the search.
struct UnconditionalTest {
  let counts: ScoreCounts
  /// γ of Berger and Boos.
  let gamma: Double

  /// Control and variant exchanged: what favors the variant here favors the control there.
  var swapped: UnconditionalTest {
    get throws(NotEstimable) {
      let mirrored = try ScoreCounts(
        controlSuccesses: counts.variantSuccesses, controlTrials: counts.variantTrials,
        variantSuccesses: counts.controlSuccesses, variantTrials: counts.controlTrials)
      return UnconditionalTest(counts: mirrored, gamma: gamma)
    }
  }

  /// - Parameter enough: a p-value above which a lower bound of the supremum will do.
  func supremum(of region: RejectionRegion, enough: Double = 1) throws(NotEstimable) -> ExactP {
    let (successes, trials) = (
      counts.controlSuccesses + counts.variantSuccesses, counts.controlTrials + counts.variantTrials
    )
    let pooled = Double(successes) / Double(trials)
    guard gamma > 0 else { return NuisanceSearch.supremum(of: region, start: pooled, enough: enough) }
    // Under the null hypothesis all successes are those of one binomial variable.
    let range = try ClopperPearson(successes: successes, trials: trials).limits(tail: gamma / 2)
    let highest = NuisanceSearch.supremum(of: region, in: range.lower...range.upper, start: pooled, enough: enough)
    return ExactP(highest.p + gamma, nuisance: highest.nuisance)
  }
}
