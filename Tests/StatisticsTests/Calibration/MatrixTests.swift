import Calibration
import Distributions
import Specification
import Statistics
import Terms
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension StatisticalCore {
  /// The simulations behind the page of the composition matrix, with fewer units and experiments than the page has.
  @Suite(.slow) struct MatrixTests {
    static let calibration = Calibration(effort: .quick)
    static let runs = 60

    /// Every metric, plain and with everything at once, in units and in clusters
    /// (Methods/numerical-accuracy, "Simulated error rates").
    static let cells = MatrixKind.all.flatMap { kind in
      [MatrixUnits.units, .clusters].flatMap { units in
        [MatrixAdjustment.none, .both].map {
          // Rare events need the units that the page has.
          MatrixCell(
            kind, units, $0, .auto, assigned: kind.outcome == .rareEvent ? nil : units == .units ? 100 : 40)
        }
      }
    }.filter { $0.refusal == nil }

    /// Each cell within four and a half errors, the cells of a metric together within three and a half.
    @Test(arguments: MatrixKind.all.indices) func cellsErrAsOftenAsTheyPromise(index: Int) async throws {
      let kind = MatrixKind.all[index]
      var whole = CalibrationCell()
      for cell in Self.cells where cell.kind.name == kind.name {
        let result = try #require(await Self.calibration.result(cell, runs: Self.runs))
        let null = try #require(result.null.scales[kind.outcome.leading])
        // A ratio whose totals are cut has no answer where denominators differ, which they do in one of twenty by chance.
        #expect(
          null.answers == Self.runs || kind.name == "Ratio, capped" && null.answers > Self.runs * 4 / 5, "\(cell.key)")
        check(null.rejected, 0.05, 4.5, cell.key)
        whole = whole + null
        for (estimand, tally) in result.effect.scales {
          check(tally.covered, 0.95, 4.5, "\(cell.key), \(estimand)")
          if estimand == kind.outcome.leading { whole = whole + tally }
        }
        for (question, tally) in result.effect.questions {
          check(tally.rejected, question.nominal, 4.5, "\(cell.key), \(question)", oneSided: true)
        }
        #expect(result.effect.questions.count == cell.askedQuestions.count, "\(cell.key)")
      }
      // Without an effect a rejection is a missed zero, so both halves count what intervals miss.
      check(whole.missed, 0.05, 3.5, kind.name)
    }

    @Test(arguments: [MetricTest.bootstrap, .randomization]) func drawingAgainErrsAsOftenAsItPromises(
      test: MetricTest
    ) async throws {
      let kind = MatrixKind.all[1]
      for (units, adjustment) in [(MatrixUnits.units, MatrixAdjustment.both), (.fewClusters, .none)] {
        let cell = MatrixCell(kind, units, adjustment, test, assigned: 24)
        let tally = await Self.calibration.tally(cell, lift: 0, replicates: 0..<Self.runs)
        check(try #require(tally.scales[.absolute]).rejected, 0.05, 4.5, cell.key)
        #expect(tally.deciders.keys.contains(test == .bootstrap ? "bootstrap-t" : "randomization"), "\(cell.key)")
      }
    }

    private func check(
      _ rate: Rate, _ nominal: Double, _ errors: Double, _ name: String, oneSided: Bool = false,
      location: SourceLocation = #_sourceLocation
    ) {
      let width = errors * (nominal * (1 - nominal) / Double(rate.total)).squareRoot()
      #expect(rate.value < nominal + width, "\(name): \(rate)", sourceLocation: location)
      #expect(oneSided || rate.value > nominal - width, "\(name): \(rate)", sourceLocation: location)
    }

    @Test func blocksOfReplicatesAddUpToTheWhole() async {
      let cell = MatrixCell(MatrixKind.all[0], .fewClusters, .strata, .auto)
      let whole = await Self.calibration.tally(cell, lift: 0.3, replicates: 0..<10)
      let late = await Self.calibration.tally(cell, lift: 0.3, replicates: 4..<10)
      let early = await Self.calibration.tally(cell, lift: 0.3, replicates: 0..<4)
      #expect(late + early == whole)
      let other = await Calibration(seed: 1, effort: .quick).tally(cell, lift: 0.3, replicates: 0..<10)
      #expect(other != whole)
    }

    /// The metric's value in a hundred thousand units, against its closed form.
    @Test(arguments: MatrixKind.all.indices) func truthsAreThoseOfTheUnits(index: Int) throws {
      let outcome = MatrixKind.all[index].outcome
      let stream = RandomStream(seed: 11)
      let count = 100_000
      var (first, second, rows): (Double, Double, [Double]) = (0, 0, [])
      for _ in 0..<count {
        let own = outcome.draw(UnitState.draw(stream), times: 1.3, stream)
        for row in own {
          first += row[0]
          second += row.count > 1 ? row[1] : 1
          rows.append(row[0])
        }
      }
      let truth = outcome.truth(times: 1.3)
      switch outcome {
      case .conversion, .count, .rareEvent, .rate, .amount(cap: nil), .amountPerSession(cap: nil):
        #expect(abs(first / second - truth) < (outcome == .rareEvent ? 0.06 : 0.015) * truth)
      case .amount, .amountPerSession, .logAmount, .rank, .time, .survival, .hazard: break
      case .quantile(let p), .quantileOfSessions(let p):
        #expect(abs(Double(rows.count { $0 <= truth }) / Double(rows.count) - p) < 0.006)
      }
    }

    /// Of units that are all watched to the horizon: the mean time up to it, and the share that goes without the event.
    @Test func truthsOfTimes() {
      let stream = RandomStream(seed: 13)
      let count = 100_000
      var (time, without) = (0.0, 0.0)
      for _ in 0..<count {
        let event = -SimulatedOutcome.meanTime * UnitState.draw(stream).level * 1.3 * log(1 - stream.uniform())
        time += min(event, SimulatedOutcome.horizon)
        without += event < SimulatedOutcome.horizon ? 0 : 1
      }
      #expect(abs(time / Double(count) / SimulatedOutcome.time.truth(times: 1.3) - 1) < 0.01)
      #expect(abs(without / Double(count) / SimulatedOutcome.survival.truth(times: 1.3) - 1) < 0.02)
      #expect(SimulatedOutcome.hazard.truth(times: 1.3) == 1.3)
    }

    /// A day of retention and a step of a funnel are compared as a proportion is.
    @Test func proportionsOfEventsAreComparedAsProportions() throws {
      let window = #""within": "7d""#
      let text = """
        { "abtest": 1, "name": "kinds",
          "data": { "assignments": { "source": "e.csv", "unit": "u", "time": "at" },
                    "facts": { "orders": { "source": "o.csv", "unit": "u", "time": "at" } } },
          "variants": [{ "name": "a", "control": true }, { "name": "b" }],
          "metrics": [ { "name": "share", "type": "proportion", "fact": "orders", \(window) },
                       { "name": "back", "type": "retention", "fact": "orders", "after": "7d", \(window) },
                       { "name": "path", "type": "funnel", "window": "7d",
                         "steps": [{ "name": "one", "fact": "orders" }, { "name": "two", "fact": "orders" }] } ] }
        """
      let spec = try #require(ExperimentSpec.parse(bytes: Array(text.utf8), file: "spec.json").spec)
      #expect(Set(spec.metrics.map(\.type)) == ["proportion", "retention", "funnel"] && spec.metrics.count == 4)
      let proportion = spec.metrics[0].metric
      for metric in spec.metrics.dropFirst().map(\.metric) {
        #expect(metric.functional == proportion.functional && metric.isProbability == proportion.isProbability)
        #expect(
          metric.estimands == proportion.estimands
            && metric.method(ComparisonSetting()).name == proportion.method(ComparisonSetting()).name)
        #expect(metric.terms.map(\.kind) == proportion.terms.map(\.kind))
        #expect(type(of: metric).tests == ProportionMetric.tests)
      }
    }

    /// Of functions of the amount: the mean below a cap, of the logarithm, and of the share that is smaller.
    @Test func truthsOfCutLogarithmicAndRankedAmounts() {
      let stream = RandomStream(seed: 12)
      let count = 100_000
      var (cut, logarithm, above, perSession, sessions) = (0.0, 0.0, 0.0, 0.0, 0.0)
      let basket = SimulatedOutcome.amountPerSession(cap: 6)
      for _ in 0..<count {
        let amount = SimulatedOutcome.amount().draw(UnitState.draw(stream), times: 1.3, stream)[0][0]
        let usual = SimulatedOutcome.amount().draw(UnitState.draw(stream), times: 1, stream)[0][0]
        cut += min(amount, 2)
        logarithm += log(amount)
        above += usual < amount ? 1 : 0
        let row = basket.draw(UnitState.draw(stream), times: 1.3, stream)[0]
        perSession += min(row[0], 6)
        sessions += row[1]
      }
      let n = Double(count)
      #expect(abs(cut / n - SimulatedOutcome.amount(cap: 2).truth(times: 1.3)) < 0.01)
      #expect(abs(logarithm / n - SimulatedOutcome.logAmount.truth(times: 1.3)) < 0.01)
      #expect(abs(above / n - SimulatedOutcome.rank.truth(times: 1.3)) < 0.008)
      #expect(abs(perSession / sessions - basket.truth(times: 1.3)) < 0.012)
      #expect(abs(SimulatedOutcome.rank.truth(times: 1) - 0.5) < 1e-12)
    }
  }
}
