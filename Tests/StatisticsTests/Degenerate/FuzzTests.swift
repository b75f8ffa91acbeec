import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// Whatever finite numbers go in, only numbers and reasons come out.
  @Suite struct FuzzTests {
    /// Asks everything that an estimate can answer.
    private func interrogate(
      _ estimate: Estimate, alpha: Double, location: SourceLocation = #_sourceLocation
    ) {
      for arm in [estimate.control, estimate.variant] {
        let threshold = fixedBoundary(alpha: alpha, alternative: .twoSided)
        guard let arm = try? arm.get() else { continue }
        #expect(arm.value.isFinite, "\(estimate)", sourceLocation: location)
        if let weakness = arm.denominatorWeakness(threshold) {
          #expect(!weakness.isNaN, "\(estimate)", sourceLocation: location)
        }
        if let interval = try? arm.interval(threshold) {
          let sound = interval.lower.isFinite && interval.upper.isFinite && interval.lower < interval.upper
          #expect(sound, "\(estimate) \(alpha): \(interval)", sourceLocation: location)
        }
      }
      for estimand in Estimand.allCases {
        if let value = try? estimate.value(on: estimand) {
          #expect(value.isFinite, "\(estimate) \(estimand)", sourceLocation: location)
        }
        if let error = estimate.standardError(on: estimand) {
          #expect(error.isFinite && error > 0, "\(estimate) \(estimand): \(error)", sourceLocation: location)
        }
        _ = estimate.warnings(on: estimand, fixedBoundary(alpha: alpha, alternative: .twoSided))
        for alternative in Alternative.allCases {
          let threshold = fixedBoundary(alpha: alpha, alternative: alternative)
          if let interval = try? estimate.interval(on: estimand, alternative: alternative, threshold) {
            let isOpen =
              switch estimate.evidence {
              case .success(.scoreCounts), .success(.pooledShape): true
              case .success, .failure: false
              }
            let mayBeOpen = isOpen || alternative != .twoSided || estimand == .oddsRatio
            let sound =
              interval.lower < interval.upper
              && (mayBeOpen || interval.lower.isFinite && interval.upper.isFinite)
            #expect(sound, "\(estimate) \(estimand) \(alternative) \(alpha): \(interval)", sourceLocation: location)
          }
          let neutral = NullValue(estimand.neutralValue, on: estimand)
          for null in [neutral, .linear(r: 0, delta: 0), .linear(r: 0.5, delta: 0.1), .linear(r: -1, delta: 2)] {
            guard let test = try? estimate.test(null, alternative: alternative, threshold) else { continue }
            let isNumber = test.statistic?.isNaN == false && test.degreesOfFreedom > 0 && (0...1).contains(test.pValue)
            #expect(isNumber, "\(estimate) \(null): \(test)", sourceLocation: location)
            #expect(
              null != neutral || test.statistic?.isFinite == true, "\(estimate) \(test)", sourceLocation: location)
          }
        }
      }
    }

    private func value(_ random: inout SeededRandom) -> Double {
      let sign = random.chance(0.5) ? 1.0 : -1
      switch random.integer(0...7) {
      case 0: return 0
      case 1:
        return sign
          * random.element(of: [1e300, .greatestFiniteMagnitude, 1e154, 1e-154, 1e-300, .leastNonzeroMagnitude])
      case 2: return sign * random.logUniform(1e-300...1e300)
      case 3: return sign * random.logUniform(1e-9...1e9)
      default: return Double(random.integer(-3...3))
      }
    }

    @Test func momentsOfAnything() {
      var random = SeededRandom(seed: 121)
      for _ in 0..<3000 {
        let dimension = random.integer(1...2)
        func cell() -> Moments {
          let rows = (0..<random.integer(0...6)).map { _ in (0..<dimension).map { _ in value(&random) } }
          return Moments(rows: rows, dimension: dimension)
        }
        let functional: Functional = dimension == 1 ? .mean : .ratio
        interrogate(DeltaMethod(functional).estimate(control: cell(), variant: cell()), alpha: random.alpha())
      }
    }

    @Test func scaledSumsOfAnything() {
      var random = SeededRandom(seed: 122)
      for _ in 0..<2000 {
        let dimension = random.integer(1...2)
        let scale = random.element(of: [1.0, 1e9, 1e-9, 1e200, 1e-200, 1e300])
        func rows() -> [[Double]] {
          (0..<random.integer(0...6)).map { _ in (0..<dimension).map { _ in random.uniform(-1..<1) * scale } }
        }
        let (control, variant) = (rows(), rows())
        let scalings = (0..<dimension).map { column in Scaling(lookingAt: (control + variant).map { $0[column] }) }
        func moments(_ rows: [[Double]]) -> Moments { ScaledSums(rows: rows, scalings: scalings).moments }
        let functional: Functional = dimension == 1 ? .mean : .ratio
        let estimate = DeltaMethod(functional).estimate(control: moments(control), variant: moments(variant))
        interrogate(estimate, alpha: random.alpha())
      }
    }

    @Test func countsOfAnySize() throws {
      var random = SeededRandom(seed: 123)
      for _ in 0..<2000 {
        let limit = random.element(of: [1, 3, 100, 1_000_000, 1_000_000_000_000])
        interrogate(Estimate(try random.scoreCounts(trials: 1...limit)), alpha: random.alpha())
      }
    }

    @Test func normalValuesOfAnySize() throws {
      var random = SeededRandom(seed: 124)
      for _ in 0..<3000 { interrogate(Estimate(try random.normalEvidence()), alpha: random.alpha()) }
    }

    @Test func sampleRatiosOfAnySize() {
      var random = SeededRandom(seed: 125)
      var simulations = 0
      for _ in 0..<1000 {
        let arms = random.integer(1...4)
        let observed = (0..<arms).map { _ in random.chance(0.2) ? 0 : random.logInteger(1...1_000_000_000_000) }
        let weights = (0..<arms).map { _ in random.chance(0.1) ? 0 : random.logUniform(1e-12...1e300) }
        guard let largest = weights.max(), largest > 0 else { continue }
        let units = Double(observed.reduce(0, +))
        let mayBeSimulated = arms > 2 && weights.contains { units * $0 / largest < 100 }
        simulations += mayBeSimulated ? 1 : 0
        // A simulation takes a while.
        if mayBeSimulated && simulations > 20 { continue }
        guard let result = SampleRatio(observed: observed, weights: weights) else {
          continue
        }
        #expect((0...1).contains(result.pValue) && !(result.statistic ?? 0).isNaN, "\(observed) \(weights)")
        #expect(result.expectedShares.allSatisfy { (0...1).contains($0) }, "\(observed) \(weights)")
      }
    }
  }
}
