import Statistics
import TestSupport
import Testing

extension StatisticalCore {
  /// The sample-ratio test against `scipy.stats.chisquare`, twice the tail of `scipy.stats.binom`, and exact multinomial sums.
  @Suite struct SampleRatioOracleTests {
    struct Case: Decodable, Sendable {
      let name: String
      let observed: [Int]
      let weights: [Double]
      let immediateMismatch: Bool
      let chiSquare: Double?
      let df: Int?
      let pChiSquare: Double?
      let pExactBinomial: Double?
      let pMultinomialByChiSquare: Double?
      let pSimulated: Double?
      let simulatedStandardError: Double?
    }

    @Test func agrees() throws {
      var methods: [SampleRatio.Method: Int] = [:]
      for example in try OracleTable.cases("sample_ratio", as: Case.self) {
        let result = try #require(SampleRatio(observed: example.observed, weights: example.weights), "\(example.name)")
        methods[result.method, default: 0] += 1
        if example.immediateMismatch {
          #expect(result.method == .forbiddenVariant && result.pValue == 0)
          #expect(result.statistic == nil)
          continue
        }
        let statistic = try #require(result.statistic)
        let expected = try #require(example.chiSquare)
        #expect(isClose(statistic, expected, relative: Tolerance.closedForm), "\(example.name): \(statistic)")
        #expect(result.degreesOfFreedom == example.df, "\(example.name)")
        switch result.method {
        case .chiSquared:
          #expect(isCloseP(result.pValue, try #require(example.pChiSquare)), "\(example.name)")
        case .exactBinomial:
          #expect(isCloseP(result.pValue, try #require(example.pExactBinomial)), "\(example.name)")
        case .exactMultinomial:
          #expect(isCloseP(result.pValue, try #require(example.pMultinomialByChiSquare)), "\(example.name)")
        case .monteCarlo:
          let (error, p) = (try #require(example.simulatedStandardError), try #require(example.pSimulated))
          let close = abs(result.pValue - p) <= Tolerance.monteCarloErrors * error + 1 / Double(SampleRatio.draws)
          #expect(close, "\(example.name): \(result.pValue), \(p)")
        case .forbiddenVariant:
          Issue.record("\(example.name): no mismatch by weights")
        }
      }
      #expect(
        methods == [.chiSquared: 5, .exactBinomial: 16, .exactMultinomial: 10, .monteCarlo: 1, .forbiddenVariant: 1])
    }
  }
}
