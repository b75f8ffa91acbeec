import Distributions
import Statistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Planned looks whose critical values are given, as a group-sequential design has them.
///
/// - Note: C. Jennison, B. W. Turnbull (1989), *JRSS B* 51, 305: repeated confidence intervals.
struct PlannedLooks: Design {
  static let name = "planned looks"

  /// The critical value of a normal statistic at each share of the information.
  let criticalValues: [Double: Double]

  struct AtLook: Boundary {
    let critical: Double

    /// The t that is as improbable as the normal critical value.
    func criticalValue(degreesOfFreedom: Double, variance: Double) -> Double {
      StudentT(degreesOfFreedom: degreesOfFreedom).quantile(upperTail: Normal.upperTail(critical))
    }

    /// That of the look alone.
    func pValue(_ statistic: Double, _ alternative: Alternative, degreesOfFreedom: Double, variance: Double) -> Double {
      let t = StudentT(degreesOfFreedom: degreesOfFreedom)
      return alternative == .twoSided ? 2 * t.upperTail(abs(statistic)) : t.upperTail(alternative.towards(statistic))
    }
  }

  func boundary(for question: DesignQuestion, at information: Information) throws(NotEstimable) -> any Boundary {
    guard let critical = criticalValues[information.fraction] else { throw .identifiability }
    return AtLook(critical: critical)
  }
}

/// A normal mixture, whose critical value depends on the variance and whose p-value is that of an e-value
/// (H. Robbins 1970, *Annals of Mathematical Statistics* 41, 1397).
struct NormalMixture: Design {
  static let name = "normal mixture"

  /// The variance at which the interval is to be tightest.
  let plannedVariance: Double

  struct AtAnyTime: Boundary {
    let question: DesignQuestion
    let plannedVariance: Double

    /// κ(.05), where κ(a) = −W₋₁(−a²/e) − 1 with the lower branch of Lambert's W.
    static let kappa = 8.211968

    private func shrinkage(_ variance: Double) -> Double { 1 / (1 + Self.kappa * plannedVariance / variance) }

    func criticalValue(degreesOfFreedom: Double, variance: Double) -> Double {
      let (r, alpha) = (shrinkage(variance), question.error)
      guard degreesOfFreedom.isFinite else { return (log(1 / (r * alpha * alpha)) / (1 - r)).squareRoot() }
      let k = pow(r * alpha * alpha, 1 / (degreesOfFreedom + 1))
      return k > r ? (degreesOfFreedom * (1 - k) / (k - r)).squareRoot() : .infinity
    }

    func pValue(_ statistic: Double, _ alternative: Alternative, degreesOfFreedom: Double, variance: Double) -> Double {
      let (r, square) = (shrinkage(variance), statistic * statistic)
      let e =
        degreesOfFreedom.isFinite
        ? pow((1 + square / degreesOfFreedom) / (1 + r * square / degreesOfFreedom), (degreesOfFreedom + 1) / 2)
        : exp(square * (1 - r) / 2)
      return min(1, 1 / (r.squareRoot() * e))
    }
  }

  func boundary(for question: DesignQuestion, at information: Information) -> any Boundary {
    AtAnyTime(question: question, plannedVariance: plannedVariance)
  }
}

extension Alternative {
  fileprivate func towards(_ statistic: Double) -> Double { self == .less ? -statistic : statistic }
}
