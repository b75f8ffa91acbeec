import Calibration
import Distributions
import LayerSupport
import Planning
import Statistics
import TestSupport
import Testing

@testable import Inference

/// How often clusters that do not differ are said to, whatever method decides
/// (Methods/clusters, "Few or unequal clusters").
@Suite(.slow) struct FewClustersSimulationTests {
  struct Setting: Sendable, CustomTestStringConvertible {
    let control: Int
    let variant: Int
    let correlation: Double

    var testDescription: String { "\(control):\(variant), ICC \(correlation)" }
  }

  static let settings = [(6, 6), (12, 12), (20, 20), (40, 40), (80, 80), (40, 10)].flatMap { control, variant in
    [0.05, 0.35].map { Setting(control: control, variant: variant, correlation: $0) }
  }

  private static let replicates = 2000

  /// √ln 2, and 20/√2: a coefficient of variation of 1 and a mean of 20.
  private static let sizes = LogNormal(sigma: 0.8325546111576977, scale: 14.142135623730951)

  /// Totals and sizes of clusters: sizes lognormal with a coefficient of variation of 1 and a mean of 20, values normal.
  private func arm(_ clusters: Int, _ correlation: Double, _ stream: RandomStream) -> [String: [Double]] {
    let sizes = (0..<clusters).map { _ in max(1, Self.sizes.draw(stream).rounded()) }
    let totals = sizes.map { size in
      size * (3 + correlation.squareRoot() * stream.normal()) + (size * (1 - correlation)).squareRoot()
        * stream.normal()
    }
    return ["spent": totals, "visits": sizes]
  }

  @Test(arguments: settings) func holdsItsLevel(setting: Setting) async throws {
    let plan = try SmallSpec {
      $0.data += #", "cluster": "team""#
      $0.metrics = #"[{ "name": "m", "type": "ratio", "numerator": "spent", "denominator": "visits" }]"#
      $0.rest = #", "inference": { "replicates": 199 }"#
    }.plan()
    let stream = RandomStream(seed: 2500)
    var (rejected, methods) = (0, [String: Int]())
    for replicate in 0..<Self.replicates {
      if replicate % 50 == 0 { await Task.yield() }
      let arms = [
        arm(setting.control, setting.correlation, stream), arm(setting.variant, setting.correlation, stream),
      ]
      let draft = try #require(try await plan.drafts(arms).first)
      let p = try #require(draft.pValue)
      rejected += p <= 0.05 ? 1 : 0
      methods[(draft.alternative?.estimate ?? draft.estimate).method, default: 0] += 1
    }
    let rate = Double(rejected) / Double(Self.replicates)
    print("clusters, \(setting): \(rate) rejected, \(methods.sorted { $0.key < $1.key })")
    #expect((0.035...0.065).contains(rate), "\(rate)")
  }
}
