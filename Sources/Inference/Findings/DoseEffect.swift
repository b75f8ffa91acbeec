internal import Diagnostics
internal import Planning
public import Statistics

/// The curve of an outcome over doses, with the interval of each dose alone.
public struct DoseEffect: Sendable, Equatable {
  public struct Point: Sendable, Equatable {
    public let dose: Double
    public let value: Double?
    public let interval: Interval?
  }

  /// What was seen at one dose.
  public struct Observation: Sendable, Equatable {
    public let dose: Double
    public let units: Int
    /// The mean, or the share.
    public let mean: Double
    /// The closest mean of a curve that only rises, or only falls, as the whole does.
    public let monotone: Double
  }

  public struct Coefficient: Sendable, Equatable {
    public let name: String
    public let value: Double
    public let standardError: Double
  }

  public let metric: String
  /// What the dose is called.
  public let dose: String
  public let model: String
  /// Whether the curve is one of log odds.
  public let isLogistic: Bool
  public let isProbability: Bool
  /// Whether the dose was not drawn by lot, so that the curve shows no effect.
  public let isAssociation: Bool
  public let units: Int
  /// The number of clusters, where errors are clustered.
  public let clusters: Int?
  public let covariates: [String]
  public let level: Double
  /// The coefficients of the intercept and the dose, in the units of the data; empty where there is no curve.
  public let coefficients: [Coefficient]
  /// The knots of the spline; empty where the curve is a line.
  public let knots: [Double]
  /// Whether the curve bends; nil for a line.
  public let nonlinearity: NonlinearityTest?
  /// Evenly spaced over the doses that were seen.
  public let curve: [Point]
  /// The outcome that was seen at each dose, where there are few different doses; empty elsewhere.
  public let observed: [Observation]
  /// The curve at the observed doses.
  public let fitted: [Point]
  /// Why there is no curve.
  public let reason: NotEstimable?

  public struct NonlinearityTest: Sendable, Equatable {
    public let statistic: Double
    public let degreesOfFreedom: Double
    /// The degrees of freedom of the denominator; nil for a chi-squared statistic.
    public let denominatorDegreesOfFreedom: Double?
    public let pValue: Double
  }

  /// Doses beyond which the observations are not listed one by one.
  static let mostObserved = 30
  private static let gridPoints = 25

  /// nil where a draft compares variants.
  init?(_ draft: ComparisonDraft) {
    guard let fit = draft.dose else { return nil }
    metric = draft.metric.name
    dose = fit.method.dose
    model = fit.method.model.rawValue
    isLogistic = fit.method.isLogistic
    isProbability = draft.metric.isProbability
    isAssociation = fit.isAssociation
    units = fit.units
    covariates = draft.metric.covariates.map(\.value) + (draft.metric.earlier.isEmpty ? [] : ["earlier values"])
    level = draft.metric.level
    let boundary = try? draft.look.boundary(.twoSided, level: draft.metric.level)
    let curve = try? fit.curve.get()
    reason = if case .failure(let why) = fit.curve { why } else { nil }
    clusters = curve?.clusters
    knots = if case .spline(let spline) = curve?.shape { spline.knots } else { [] }
    coefficients = curve.map { Self.coefficients($0, fit.method.dose) } ?? []
    nonlinearity = curve.flatMap { curve in
      (try? curve.nonlinearity()).map {
        NonlinearityTest(
          statistic: $0.statistic, degreesOfFreedom: $0.degreesOfFreedom,
          denominatorDegreesOfFreedom: $0.denominatorDegreesOfFreedom.isFinite ? $0.denominatorDegreesOfFreedom : nil,
          pValue: $0.pValue)
      }
    }
    self.curve = (boundary.flatMap { curve?.band(points: Self.gridPoints, $0) } ?? []).map { prediction, interval in
      Point(dose: prediction.dose, value: prediction.value.value, interval: try? interval.get())
    }
    observed = (try? fit.rows.get()).map(Self.observations) ?? []
    fitted = observed.compactMap { observation in
      (try? curve?.prediction(at: observation.dose)).flatMap { $0 }.map { seen in
        Point(
          dose: seen.dose, value: seen.value.value, interval: boundary.flatMap { try? seen.interval($0) })
      }
    }
  }

  private static func coefficients(_ curve: DoseCurve, _ dose: String) -> [Coefficient] {
    let (values, covariance) = (curve.coefficients, curve.covariance)
    return (0...curve.shape.dimension).map { index in
      Coefficient(
        name: index == 0 ? "intercept" : index == 1 ? dose : "\(dose), bend \(index - 1)", value: values[index],
        standardError: max(0, covariance[index, index]).squareRoot())
    }
  }

  private static func observations(_ rows: [DoseRow]) -> [Observation] {
    var sums: [Double: (count: Double, sum: Double)] = [:]
    for row in rows {
      let own = sums[row.dose, default: (0, 0)]
      sums[row.dose] = (own.count + row.count, own.sum + row.sum)
      if sums.count > mostObserved { return [] }
    }
    let sorted = sums.sorted { $0.key < $1.key }
    guard let first = sorted.first, let last = sorted.last,
      let monotone = try? MonotoneCurve(
        rows, isRising: last.value.sum / last.value.count >= first.value.sum / first.value.count)
    else { return [] }
    return zip(sorted, monotone.points).map { cell, point in
      Observation(
        dose: cell.key, units: Int(cell.value.count), mean: cell.value.sum / cell.value.count, monotone: point.value)
    }
  }
}
