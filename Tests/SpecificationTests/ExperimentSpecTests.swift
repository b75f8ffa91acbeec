import Diagnostics
import Statistics
import Terms
import TestSupport
import Testing

@testable import Specification

@Suite struct ExperimentSpecTests {
  @Test func aSmallSpecIsFilledWithDefaults() throws {
    let spec = try spec(SpecText.data(#""units.csv""#).json)
    #expect(spec.file == "spec.json")
    #expect(spec.name == Positioned("example", at: place(1, 24)))
    #expect([spec.title, spec.hypothesis, spec.owner, spec.notes] == [nil, nil, nil, nil])
    #expect(spec.randomized)
    #expect(spec.data.sources == [Positioned("units.csv", at: place(2, 11))])
    #expect(spec.format == .csv)
    #expect(spec.data.unit == nil)
    #expect(spec.data.variant == [Positioned("variant", at: place(2, 11))])
    #expect(spec.data.attributes.isEmpty && spec.data.where == nil)
    #expect(spec.variants.map(\.weight) == [Positioned(1, at: place(3, 17)), Positioned(1, at: place(3, 53))])
    #expect(spec.variants.map { $0.labels.map(\.parts) } == [[["old"]], [["new"]]])
    #expect(spec.control.name.value == "old")
    #expect(spec.treatments.map(\.name.value) == ["new"])
    let metric = try #require(spec.metrics.first)
    #expect(metric.role == .primary && metric.direction == .increase && metric.missing == .drop)
    #expect(metric.mde == nil && metric.claim == nil && metric.alpha == nil && metric.where == nil)
    #expect(metric.sides == .two && metric.test == .auto && metric.alternative == .twoSided)
    #expect(spec.inference == InferenceSpec(design: .fixed, alpha: 0.05, correction: .auto, seed: 1))
    #expect(spec.alpha(of: metric) == 0.05 && spec.level(of: metric) == 0.95)
  }

  @Test func everySupportedKeyIsRead() throws {
    let spec = try spec(completeSpec)
    #expect([spec.title, spec.hypothesis, spec.owner, spec.notes] == ["T", "H", "O", "N\nM"])
    #expect(!spec.randomized)
    #expect(spec.sourceName == "data/units.tsv.gz" && spec.format == .tsv)
    #expect(spec.data.unit?.value == "id" && spec.data.variant.map(\.value) == ["arm"])
    #expect(spec.data.attributes.map(\.value) == ["country", "device"])
    #expect(spec.data.where?.columns.map(\.name) == ["country", "is_bot"])
    #expect(spec.variants.map(\.weight.value) == [9, 1.5])
    #expect(spec.variants.map { $0.labels.map(\.parts) } == [[["0"], ["control"]], [["new"]]])
    #expect(spec.metrics.map(\.type) == ["mean", "proportion", "ratio", "mean"])
    #expect(spec.metrics.map(\.role) == [.secondary, .primary, .guardrail, .exploratory])
    #expect(spec.metrics.map(\.direction) == [.increase, .increase, .decrease, .neutral])
    #expect(spec.metrics.map(\.missing) == [.zero, .drop, .drop, .drop])
    #expect(spec.metrics.map(\.sides) == [.two, .one, .one, .two])
    #expect(spec.metrics.map(\.alternative) == [.twoSided, .greater, .less, .twoSided])
    #expect(spec.metrics.map(\.test) == [.auto, .score, .auto, .auto])
    #expect(spec.metrics.map(\.mde?.value) == [.absolute(0.5), .percentagePoints(0.005), .relative(0.05), nil])
    #expect(spec.metrics.map(\.claim?.value.ratio) == [0.9, 3, nil, nil])
    #expect(spec.metrics[0].where?.columns == [ColumnReference("revenue", at: place(16, 87), use: .number)])
    #expect(spec.inference.seed == .max)
    // Methods/assumptions-and-scales, "Errors and levels": own alpha first; one-sided tests get half of the
    // experiment's.
    #expect(spec.metrics.map(spec.alpha) == [0.1, 0.01, 0.05, 0.1])
    #expect(spec.metrics.map(spec.level) == [0.9, 0.99, 0.95, 0.9])
  }

  @Test func aSpecEqualsItselfAndNoOther() throws {
    let first = try spec(completeSpec)
    #expect(try first == spec(completeSpec))
    #expect(try first != spec(completeSpec.replacing("\"column\": \"visits\"", with: "\"column\": \"views\"")))
    #expect(try first != spec(completeSpec.replacing("\"country\", \"device\"", with: "\"country\", \"devices\"")))
  }

  @Test func theExampleOfACallToActionIsAccepted() throws {
    let spec = try spec(
      """
      { "abtest": 1, "name": "cta-colour", "title": "Does red beat green?",
        "data": { "source": "data/visitors.csv", "unit": "visitor_id", "variant": "button" },
        "variants": [ { "name": "green", "control": true }, { "name": "red" } ],
        "metrics": [ { "name": "click", "type": "proportion", "column": "clicked", "role": "primary", "claim": "+21%",
                       "mde": "10%" } ] }
      """)
    let metric = spec.metrics[0]
    #expect(metric.claim == Positioned(Claim(ratio: 1.21, text: "+21%"), at: place(4, 106)))
    #expect(metric.mde == Positioned(.relative(0.1), at: place(5, 25)))
    #expect(metric.metric.terms == [MetricTerm(.outcome, Positioned("clicked", at: place(4, 67)), .truth)])
  }

  @Test(arguments: [
    ("x", false), (".csv", true), ("a.CSV", true), ("a.csv.gz", true), ("a.tsv", true), ("a.tsv.gz", true),
    ("dir.csv/a.parquet", true), ("a.csv.zst", true), ("a.json", true), ("a.ndjson.gz", true),
    ("a.zip", true), ("a.txt", false), ("a.gz", false), ("events/", true), ("a.parquet.gz", false), ("a b é.csv", true),
    ("../a.csv", true),
  ])
  func sourcesAreToldByTheirEnding(source: String, isAccepted: Bool) {
    #expect(diagnostics(of: SpecText.data("\"\(source)\"").json).isEmpty == isAccepted)
  }

  @Test func aWarningDoesNotPreventASpec() throws {
    let text = SpecText.metric(#"{ "name": "m", "type": "mean", "column": "c", "role": "secondary" }"#).json
    let result = ExperimentSpec.parse(bytes: Array(text.utf8), file: "spec.json")
    #expect(result.diagnostics.diagnostics.map(\.code) == [.noPrimaryMetric])
    #expect(try #require(result.spec).metrics.map(\.role) == [.primary])
  }

  @Test func manyNamesAreCheckedQuickly() {
    let names = (0..<60_000).map { "\"c\($0)\"" }.joined(separator: ",")
    let start = ContinuousClock.now
    #expect(diagnostics(of: SpecText.data("{ \"source\": \"a.csv\", \"attributes\": [\(names)] }").json).isEmpty)
    #expect(ContinuousClock.now - start < .seconds(10))
  }
}

func place(_ line: Int, _ column: Int) -> SourcePlace { SourcePlace(file: "spec.json", line: line, column: column) }

/// The spec of a text without faults.
func spec(_ text: String) throws -> ExperimentSpec {
  let result = ExperimentSpec.parse(bytes: Array(text.utf8), file: "spec.json")
  #expect(result.diagnostics.diagnostics.isEmpty, "\(result.diagnostics)")
  return try #require(result.spec)
}
