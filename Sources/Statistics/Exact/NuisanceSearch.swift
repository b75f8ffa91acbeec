internal import Distributions

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The largest probability of a region over all common proportions of the two variants.
///
/// A grid of 2000 steps, even in the arcsine of √p so that it is as fine for rare successes as for frequent ones, and Brent's
/// method around its best peaks. At the largest total that is allowed, three steps make a standard error.
struct NuisanceSearch {
  static let steps = 2000
  /// Peaks of the grid that are refined.
  static let peaks = 12
  /// A later peak must be higher by more than rounding, so that the mirrored peaks of equal variants give one place.
  static let rounding = 1e-12

  private let region: RejectionRegion
  private var control: BinomialTable
  private var variant: BinomialTable
  /// Masses this small against the largest one are left out.
  private var negligible = 1e-290

  init(_ region: RejectionRegion) {
    self.region = region
    control = BinomialTable(trials: region.controlTrials)
    variant = BinomialTable(trials: region.variantTrials)
  }

  /// - Parameters:
  ///   - range: the proportions to search.
  ///   - start: a proportion at which the region is not improbable, as the pooled one.
  ///   - enough: a probability above which the search ends with a lower bound.
  static func supremum(
    of region: RejectionRegion, in range: ClosedRange<Double> = 0...1, start: Double, enough: Double = 1
  ) -> ExactP {
    if region.holdsCorner, range == 0...1 { return ExactP(1) }
    var search = NuisanceSearch(region)
    return search.supremum(in: range, start: start, enough: enough)
  }

  private mutating func supremum(in range: ClosedRange<Double>, start: Double, enough: Double) -> ExactP {
    var best = (place: start, value: probability(at: start))
    if best.value > enough { return ExactP(best.value, nuisance: best.place) }
    // What is left out sums to less than 1e-20 of the supremum.
    negligible = max(negligible, best.value * 1e-25)
    let places = Self.grid(range)
    let values = places.map { probability(at: $0) }
    for (place, value) in zip(places, values) where value > best.value * (1 + Self.rounding) { best = (place, value) }
    let tops = places.indices.dropFirst().dropLast()
      .filter { values[$0] >= values[$0 - 1] && values[$0] > values[$0 + 1] }
      .sorted { values[$0] > values[$1] }.prefix(Self.peaks).sorted()
    for top in tops {
      let before = values[top - 1] < values[top] ? top - 1 : max(0, top - 2)
      let peak = Maximum.brent(in: places[before]...places[top + 1], guess: places[top]) { probability(at: $0) }
      if let peak, peak.value > best.value * (1 + Self.rounding) { best = peak }
    }
    return ExactP(best.value, nuisance: best.place)
  }

  private mutating func probability(at p: Double) -> Double {
    control.fill(probability: p, negligible: negligible)
    variant.fill(probability: p, negligible: negligible)
    return region.probability(control: control, variant: variant)
  }

  /// sin² of evenly spaced angles, exactly symmetric about 1/2 for the whole range.
  private static func grid(_ range: ClosedRange<Double>) -> [Double] {
    let (low, high) = (angle(range.lowerBound), angle(range.upperBound))
    return (0...steps).map { step in
      let share = Double(step) / Double(steps)
      let p: Double
      if range == 0...1, 2 * step > steps {
        let sine = sin(.pi / 2 * Double(steps - step) / Double(steps))
        p = 1 - sine * sine
      } else {
        let sine = sin(low + (high - low) * share)
        p = sine * sine
      }
      return min(range.upperBound, max(range.lowerBound, p))
    }
  }

  private static func angle(_ p: Double) -> Double { asin(p.squareRoot()) }
}
