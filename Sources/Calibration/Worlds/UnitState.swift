package import Distributions

/// What a unit is like before it is exposed: a known number, a known stratum, and what nobody knows.
///
/// There are twelve equally likely states, so that every truth is a sum over them.
package struct UnitState: Sendable, Equatable {
  /// −1, 0 or 1; seen as the covariate, with noise.
  let earlier: Double
  /// 0 or 1; seen.
  let stratum: Int
  /// −1 or 1; never seen, and shared by the units of a cluster like the others.
  let hidden: Double

  static let all = [-1.0, 0, 1].flatMap { earlier in
    [0, 1].flatMap { stratum in [-1.0, 1].map { UnitState(earlier: earlier, stratum: stratum, hidden: $0) } }
  }

  package static func draw(_ stream: RandomStream) -> UnitState { all[Int(stream.uniform() * Double(all.count))] }

  /// What an outcome is multiplied by: 1 on average, from 0.2 to 1.8.
  package var level: Double { 1 + 0.4 * earlier + 0.2 * (stratum == 0 ? -1 : 1) + 0.2 * hidden }

  /// Sessions of a unit beyond the first, on average; those who came earlier come more often.
  var furtherSessions: Double { 2 + earlier }

  /// The average over all states.
  static func mean(_ value: (UnitState) -> Double) -> Double {
    all.reduce(0) { $0 + value($1) } / Double(all.count)
  }
}
