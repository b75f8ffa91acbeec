/// Null values on one scale from the estimate outward, in growing steps.
struct OutwardWalk {
  /// The estimate.
  let center: Double
  private let step: Double

  /// The first step, as a share of the estimate or of its standard error, and how much each step exceeds the one before.
  private static let firstStep = 0.01
  private static let growth = 1.1
  /// Steps after which a null value is as far away as doubles reach.
  private static let mostSteps = 6000

  /// - Parameter error: the standard error of the estimate.
  /// - Throws: `numericallyUnreliable` where one of them overflows, or there is nowhere to go.
  init(from center: Double, error: Double) throws(NotEstimable) {
    self.center = center
    step = Self.firstStep * max(abs(center), error)
    guard center.isFinite, step.isFinite, step > 0 else { throw .numericallyUnreliable }
  }

  /// Asks about null values from the estimate, or from another start, to `end`, which is the last, until one of them has an answer.
  func first<Answer, Failure>(
    from start: Double? = nil, to end: Double,
    _ answer: (_ inside: Double, _ next: Double) throws(Failure) -> Answer?
  ) throws(Failure) -> Answer? {
    let start = start ?? center
    let isUpward = end > start
    var (inside, step) = (start, isUpward ? self.step : -self.step)
    for _ in 0..<Self.mostSteps {
      let next = isUpward ? min(inside + step, end) : max(inside + step, end)
      guard next.isFinite else { return nil }
      if let found = try answer(inside, next) { return found }
      guard next != end, next != inside else { return nil }
      (inside, step) = (next, step * Self.growth)
    }
    return nil
  }
}
