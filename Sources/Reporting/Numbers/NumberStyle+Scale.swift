internal import Inference
internal import Statistics

extension NumberStyle {
  /// What stands in the place of a number that there is not.
  static let missing = "—"

  static func text(_ value: Double, _ scale: NumberScale) -> String { text(value, scale.unit, scale.resolution) }

  /// `−1.9 % to +34 %`.
  static func text(_ interval: Interval, _ scale: NumberScale) -> String {
    "\(limit(interval.lower, scale)) to \(limit(interval.upper, scale))"
  }

  private static func text(_ value: Double, _ unit: NumberUnit, _ resolution: Double?) -> String {
    switch unit {
    case .plain: self.value(value, scale: resolution)
    case .difference: signedValue(value, scale: resolution)
    case .share: percent(value, scale: resolution)
    case .lift: percent(value, scale: resolution, signed: true)
    case .points: percentagePoints(value, scale: resolution)
    case .pointsSize: percentagePoints(value, scale: resolution, signed: false)
    case .seconds: duration(value)
    case .exact: exact(value)
    case .exactShare: level(value)
    case .exactPoints: points(value)
    }
  }

  /// An end with enough digits to show on which side of "no difference" it lies.
  static func limit(_ value: Double, _ scale: NumberScale) -> String {
    guard let null = scale.null else { return text(value, scale) }
    var resolution = scale.resolution
    let none = bare(text(null, scale))
    for _ in 0..<4 where value != null && bare(text(value, scale.unit, resolution)) == none {
      resolution = resolution.map { $0 / 10 }
      if bare(text(value, scale.unit, resolution)) != bare(text(null, scale.unit, resolution)) { break }
    }
    return text(value, scale.unit, resolution)
  }

  private static func bare(_ text: String) -> String { text.filter { !"+−".contains($0) } }
}
