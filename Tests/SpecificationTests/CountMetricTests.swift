import Diagnostics
import Statistics
import Terms
import TestSupport
import Testing

@testable import Specification

@Suite struct CountMetricTests {
  @Test func aCountPerUnitIsAMeanOfNumbersFromZeroOn() throws {
    let metric = try metric(#"{ "name": "m", "type": "count", "column": "c" }"#)
    #expect(metric.terms == [MetricTerm(.outcome, .init("c", at: place(4, 58)), .number, .nonNegative)])
    #expect(metric.functional == .mean && !metric.isProbability)
    #expect(metric.estimands == [.absolute, .relative])
  }

  @Test func aRateIsARatioOfTotals() throws {
    let metric = try metric(#"{ "name": "m", "type": "count", "column": "c", "per": "hours" }"#)
    #expect(metric.terms.map(\.role) == [.numerator, .denominator])
    #expect(metric.terms.map(\.rule) == [.nonNegative, .nonNegative])
    #expect(metric.functional == .ratio && metric.terms.count == metric.functional.dimension)
  }

  private func metric(_ text: String) throws -> any Metric {
    try spec(SpecText.metric(text).json).metrics[0].metric
  }
}
