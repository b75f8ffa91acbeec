import LayerSupport
import Statistics
import TestSupport
import Testing

@testable import Planning

/// Which variants are set against which, under which names.
@Suite struct ComparisonTests {
  private func comparisons(_ contrasts: String = "") throws -> [Comparison] {
    try SmallSpec {
      $0.variants = #"[{ "name": "green" }, { "name": "red", "control": true }, { "name": "blue" }]"#
      $0.rest = contrasts
    }.plan().comparisons
  }

  @Test func eachTreatmentIsComparedWithTheControl() throws {
    let found = try comparisons()
    #expect(found.map { [$0.control, $0.variant] } == [["red", "green"], ["red", "blue"]])
    #expect(found.map(\.contrast) == [Contrast(control: 1, variant: 0), Contrast(control: 1, variant: 2)])
  }

  /// The control comes first, wherever the spec has it.
  @Test func allPairsAreEachVariantAgainstEveryEarlierOne() throws {
    let found = try comparisons(#", "contrasts": "all-pairs""#)
    #expect(found.map { [$0.control, $0.variant] } == [["red", "green"], ["red", "blue"], ["green", "blue"]])
    #expect(found.last?.contrast == Contrast(control: 0, variant: 2))
  }

  @Test func aContrastSetsItsPositiveWeightsAgainstTheNegativeOnes() throws {
    let found = try comparisons(
      #"""
      , "contrasts": { "cold": { "blue": 1, "red": -0.25, "green": -0.75 }, "warm": { "red": 2, "green": -2 } }
      """#)
    #expect(found.map(\.variant) == ["cold", "warm"])
    #expect(found.map(\.control) == ["green + red", "green"])
    #expect(found[0].contrast.variant == [Contrast.Part(arm: 2, weight: 1)])
    #expect(found[0].contrast.control == [Contrast.Part(arm: 0, weight: 0.75), Contrast.Part(arm: 1, weight: 0.25)])
    #expect(found[0].contrast.isOfAverages && !found[1].contrast.isOfAverages)
  }

  @Test func dosesAreNamedByTheirNumbers() {
    let found = Comparison(doses: 0, 1.5, of: "mg")
    #expect(found.control == "mg 0" && found.variant == "mg 1.5")
    #expect(found.contrast == Contrast(control: 0, variant: 1))
  }
}
