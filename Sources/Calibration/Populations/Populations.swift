/// The populations of the calibration; a test compares the list with the folder.
package enum Populations {
  package static let all: [any Population] =
    proportions + [
      PoissonCounts(mean: 1), Exponential(mean: 1), LogNormal(sigma: 1.5), ZeroInflated(share: 0.1, sigma: 1),
    ]

  /// The populations whose units are 0 or 1.
  package static let proportions: [Bernoulli] = [Bernoulli(probability: 0.02), Bernoulli(probability: 0.3)]
}
