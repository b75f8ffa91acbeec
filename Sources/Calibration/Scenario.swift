package import Distributions
package import Statistics

/// A world in which experiments are simulated: what the units are like, how many there are, and what the variant does.
package struct Scenario: Sendable {
  /// What is compared: the mean of a unit's number, or the ratio of two totals per unit.
  package let functional: Functional
  package let population: any Population
  package let allocation: Allocation
  /// The true relative difference; 0 where the variant does nothing.
  package let lift: Double
  private let variantPopulation: any Population

  package init(functional: Functional, population: any Population, allocation: Allocation, lift: Double) {
    self.functional = functional
    self.population = population
    self.allocation = allocation
    self.lift = lift
    variantPopulation = population.lifted(by: lift)
  }

  /// Tells the scenario from all others; its random numbers follow from this text and the seed.
  package var key: String { "\(functional.rawValue)|\(population.name)|\(allocation)|\(signedPercent(lift))" }

  /// The true value on a scale; the odds ratio only of 0 and 1.
  package func truth(on estimand: Estimand) -> Double {
    let (zero, one) = (population.mean, variantPopulation.mean)
    return switch estimand {
    case .absolute: one - zero
    case .relative: lift
    case .oddsRatio: one / (1 - one) / (zero / (1 - zero))
    }
  }

  /// One experiment.
  package func experiment(_ stream: RandomStream) -> (control: Moments, variant: Moments) {
    switch functional {
    case .mean:
      (
        population.values(allocation.control, stream).moments,
        variantPopulation.values(allocation.variant, stream).moments
      )
    case .ratio:
      (
        Sessions.totals(of: population, allocation.control, stream).moments,
        Sessions.totals(of: variantPopulation, allocation.variant, stream).moments
      )
    }
  }

  /// The experiment with a number: a function of seed, scenario and number alone, whoever computes it and when.
  package func experiment(_ replicate: Int, seed: UInt64) -> (control: Moments, variant: Moments) {
    experiment(RandomStream(seed: ReplicateSeed(seed: seed, scenario: key).value(replicate)))
  }
}
