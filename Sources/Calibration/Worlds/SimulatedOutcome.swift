package import Distributions
package import Statistics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What units do, depending on their state and on what the variant multiplies: how it is drawn, and what is true of it.
package enum SimulatedOutcome: Sendable, Equatable {
  /// Whether a unit converts.
  case conversion
  /// An amount per unit, or what is left of it below a cap.
  case amount(cap: Double? = nil)
  /// The logarithm of the amount.
  case logAmount
  /// A Poisson count per unit.
  case count
  /// Whether the one rare event happens that a unit can have.
  case rareEvent
  /// A Poisson count per session.
  case rate
  /// The amount of all sessions of a unit, over its sessions.
  case amountPerSession(cap: Double? = nil)
  /// Whether the amount of a unit stands above that of a unit of the control.
  case rank
  /// A quantile of the amount over units.
  case quantile(Double)
  /// A quantile of the amounts of single sessions, over all of them.
  case quantileOfSessions(Double)
  /// Days until an event, of which a unit is watched for a while: the mean up to the horizon.
  case time
  /// Days until an event: the share without the event at the horizon.
  case survival
  /// Days until an event of units that are all alike: the ratio of their hazards.
  case hazard

  /// The names of the columns with the outcome.
  package var columns: [String] {
    switch self {
    case .conversion: ["converted"]
    case .amount, .logAmount, .rank, .quantile, .quantileOfSessions: ["amount"]
    case .count, .rareEvent: ["orders"]
    case .rate: ["orders", "sessions"]
    case .amountPerSession: ["amount", "sessions"]
    case .time, .survival, .hazard: ["watched", "happened"]
    }
  }

  /// Whether a unit has several rows.
  package var isOfEvents: Bool { if case .quantileOfSessions = self { true } else { false } }

  /// Whether units are followed from their exposure, by a log of events.
  package var isFollowed: Bool { [.time, .survival, .hazard].contains(self) }

  /// The scale that the metric is first compared on.
  package var leading: Estimand { self == .hazard ? .relative : .absolute }

  static let conversionRate = 0.3
  /// Days of the watch, and until the event on average.
  package static let horizon = 14.0
  package static let meanTime = 12.0
  static let eventRate = 0.03
  static let meanCount = 1.5
  static let meanPerSession = 0.8
  /// Exponential numbers that an amount is the sum of: moderate skew.
  static let shape = 4

  /// The amounts of `sessions` sessions.
  static func amounts(_ level: Double, sessions: Int = 1) -> Erlang {
    Erlang(shape: shape * sessions, scale: level / Double(shape))
  }

  /// The rows of one unit, each with its columns.
  package func draw(_ state: UnitState, times factor: Double, _ stream: RandomStream) -> [[Double]] {
    let level = state.level * factor
    func sessions() -> Int { 1 + stream.poisson(mean: state.furtherSessions) }
    switch self {
    case .conversion: return [[stream.uniform() < Self.conversionRate * level ? 1 : 0]]
    case .amount, .logAmount, .rank, .quantile: return [[Self.amounts(level).draw(stream)]]
    case .rareEvent: return [[stream.uniform() < Self.eventRate * level ? 1 : 0]]
    case .count: return [[Double(stream.poisson(mean: Self.meanCount * level))]]
    case .rate:
      let sessions = sessions()
      return [[Double(stream.poisson(mean: Self.meanPerSession * level * Double(sessions))), Double(sessions)]]
    case .amountPerSession:
      let sessions = sessions()
      return [[Self.amounts(level, sessions: sessions).draw(stream), Double(sessions)]]
    case .time, .survival: return [watched(Self.meanTime * level, stream)]
    case .hazard: return [watched(Self.meanTime / factor, stream)]
    case .quantileOfSessions: return (0..<sessions()).map { _ in [Self.amounts(level).draw(stream)] }
    }
  }

  /// The time until an event or until the watch ends, for half of the units before the horizon; and which of them came first.
  private func watched(_ mean: Double, _ stream: RandomStream) -> [Double] {
    let event = -mean * log(1 - stream.uniform())
    let end = min(Self.horizon, Self.horizon * (0.5 + stream.uniform()))
    return event < end ? [event, 1] : [end, 0]
  }

  /// Whether the metric has a lift, in which its questions are asked.
  package var hasLift: Bool { self != .logAmount && self != .rank }

  /// The metric's value where every level is multiplied by a factor.
  package func truth(times factor: Double) -> Double {
    func level(_ state: UnitState) -> Double { state.level * factor }
    func sessions(_ state: UnitState) -> Double { 1 + state.furtherSessions }
    switch self {
    case .conversion: return UnitState.mean { Self.conversionRate * level($0) }
    case .amount(let cap):
      return UnitState.mean { state in
        let amounts = Self.amounts(level(state))
        return cap.map(amounts.mean(cappedAt:)) ?? amounts.mean
      }
    // E ln of an Erlang number is ln scale + ψ(shape); ψ(4) = 11/6 − γ.
    case .logAmount: return UnitState.mean { log(level($0) / Double(Self.shape)) } + 11.0 / 6 - 0.577_215_664_901_532_9
    case .rareEvent: return UnitState.mean { Self.eventRate * level($0) }
    case .count: return UnitState.mean { Self.meanCount * level($0) }
    case .rate: return UnitState.mean { Self.meanPerSession * level($0) * sessions($0) } / UnitState.mean(sessions)
    case .amountPerSession(let cap):
      guard let cap else { return UnitState.mean { level($0) * sessions($0) } / UnitState.mean(sessions) }
      return UnitState.mean { state in
        PoissonCounts(mean: state.furtherSessions).masses.enumerated().reduce(0) { sum, further in
          sum + further.element * Self.amounts(level(state), sessions: 1 + further.offset).mean(cappedAt: cap)
        }
      } / UnitState.mean(sessions)
    case .rank:
      return UnitState.mean { one in
        UnitState.mean { zero in Self.amounts(zero.level).isBelow(Self.amounts(level(one))) }
      }
    case .time:
      return UnitState.mean { state in
        let mean = Self.meanTime * level(state)
        return mean * -expm1(-Self.horizon / mean)
      }
    case .survival: return UnitState.mean { exp(-Self.horizon / (Self.meanTime * level($0))) }
    case .hazard: return factor
    case .quantile(let p): return Self.quantile(p) { y in UnitState.mean { Self.amounts(level($0)).share(upTo: y) } }
    case .quantileOfSessions(let p):
      return Self.quantile(p) { y in
        UnitState.mean { sessions($0) * Self.amounts(level($0)).share(upTo: y) } / UnitState.mean(sessions)
      }
    }
  }

  /// Where a distribution function reaches p.
  private static func quantile(_ p: Double, _ share: (Double) -> Double) -> Double {
    Root.brent(in: 1e-6...100) { share($0) - p } ?? .nan
  }
}
