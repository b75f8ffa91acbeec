import Diagnostics
import Statistics
import Terms
import TestSupport
import Testing

@testable import Specification

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct MetricTests {
  @Test func everyFileIsRegistered() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: packageFolder + "/Sources/Specification/Metrics")
    let types = files.filter { $0.hasSuffix("Metric.swift") && $0 != "Metric.swift" }.map { String($0.dropLast(6)) }
    #expect(MetricTypes.all.map { String(describing: $0) }.sorted() == types.sorted())
  }

  @Test func typesAreDistinct() {
    let words = MetricTypes.all.map { $0.type }
    #expect(Set(words).count == words.count)
  }

  @Test func aProportionIsTheMeanOfATruthValue() throws {
    let metric = try metric(#"{ "name": "m", "type": "proportion", "column": "c" }"#)
    #expect(metric.terms == [MetricTerm(.outcome, .init("c", at: place(4, 63)), .truth)])
    #expect(metric.functional == .mean && metric.isProbability)
    #expect(metric.estimands == [.absolute, .relative, .oddsRatio])
  }

  @Test func aMeanIsTheMeanOfANumber() throws {
    let metric = try metric(#"{ "name": "m", "type": "mean", "column": "c" }"#)
    #expect(metric.terms == [MetricTerm(.outcome, .init("c", at: place(4, 57)), .number)])
    #expect(metric.functional == .mean && !metric.isProbability)
    #expect(metric.estimands == [.absolute, .relative])
  }

  @Test func aRatioHasTwoTerms() throws {
    let metric = try metric(#"{ "name": "m", "type": "ratio", "numerator": "a", "denominator": { "column": "b" } }"#)
    #expect(
      metric.terms == [
        MetricTerm(.numerator, .init("a", at: place(4, 61)), .number),
        MetricTerm(.denominator, .init("b", at: place(4, 93)), .number),
      ])
    #expect(metric.functional == .ratio && metric.terms.count == metric.functional.dimension)
    #expect(metric.estimands == [.absolute, .relative])
  }

  @Test func metricsOfDifferentTypesDiffer() throws {
    let mean = try metric(#"{ "name": "m", "type": "mean", "column": "c" }"#)
    #expect(mean.isEqual(to: mean))
    #expect(try !mean.isEqual(to: metric(#"{ "name": "m", "type": "mean", "column": "d" }"#)))
    #expect(try !mean.isEqual(to: metric(#"{ "name": "m", "type": "proportion", "column": "c" }"#)))
  }

  @Test(arguments: [
    ("+202%", 3.02), ("-10%", 0.9), ("3x", 3), ("0.5x", 0.5), ("+0%", 1), ("-99.5%", 0.005), ("+21.5%", 1.215),
  ])
  func claimsAreRatios(text: String, ratio: Double) throws {
    let spec = try spec(SpecText.metric(#"{ "name": "m", "type": "mean", "column": "c", "claim": "\#(text)" }"#).json)
    #expect(abs(try #require(spec.metrics[0].claim).value.ratio - ratio) < 1e-15)
  }

  @Test(arguments: [
    ("\"5%\"", Amount.relative(0.05)), ("\"250%\"", .relative(2.5)), ("\"0.5pp\"", .percentagePoints(0.005)),
    ("0.005", .absolute(0.005)), ("\"+5%\"", .relative(0.05)),
  ])
  func amountsHaveThreeScales(text: String, amount: Amount) throws {
    // A number alone could be points of a probability, or a share.
    let type = text == "0.005" ? "mean" : "proportion"
    let spec = try spec(SpecText.metric(#"{ "name": "m", "type": "\#(type)", "column": "c", "mde": \#(text) }"#).json)
    #expect(spec.metrics[0].mde?.value == amount)
  }

  private func metric(_ text: String) throws -> any Metric {
    try spec(SpecText.metric(text).json).metrics[0].metric
  }
}
