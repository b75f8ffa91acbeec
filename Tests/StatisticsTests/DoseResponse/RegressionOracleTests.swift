import Statistics
import TestSupport
import Testing

/// Logistic and linear regressions with every kind of errors against `glm`, `lm` and the package sandwich of R.
@Suite struct RegressionOracleTests {
  struct Case: Decodable, Sendable {
    let name: String
    let terms: [[Double]]
    let y, count: [Double]
    let cluster: [Int]?
    let logistic: Bool
    let coefficients: [Double]
    let deviance: Double
    let covariances: [String: [[Double]]]

    var rows: [RegressionRow] {
      terms.indices.map { index in
        let (n, sum, cluster) = (count[index], y[index], cluster?[index] ?? 0)
        return n > 1
          ? RegressionRow(terms: terms[index], successes: sum, trials: n, cluster: cluster)
          : RegressionRow(terms: terms[index], count: 1, sum: sum, cluster: cluster)
      }
    }

    func fit(_ errors: RegressionErrors) throws -> RegressionFit {
      logistic ? try LogisticRegression.fit(rows, errors) : try LinearRegression.fit(rows, errors)
    }
  }

  static let kinds: [(String, RegressionErrors)] =
    [("model", .model), ("clustered", .clustered)]
    + RegressionErrors.LeverageCorrection.allCases.map { ($0.rawValue, .robust($0)) }

  @Test func agrees() throws {
    let cases = try OracleTable.cases("regression", as: Case.self)
    #expect(cases.count == 6)
    for expected in cases {
      for (name, errors) in Self.kinds {
        guard let covariance = expected.covariances[name] else {
          #expect(name == "clustered" && expected.cluster == nil)
          continue
        }
        let fit = try expected.fit(errors)
        for (i, beta) in expected.coefficients.enumerated() {
          #expect(isClose(fit.coefficients[i], beta, relative: 1e-8), "\(expected.name)")
          for j in expected.coefficients.indices {
            let scale = (covariance[i][i] * covariance[j][j]).squareRoot()
            let close = isClose(fit.covariance[i, j], covariance[i][j], absolute: 1e-8 * scale)
            #expect(close, "\(expected.name) \(name) [\(i),\(j)]")
          }
        }
        #expect(isClose(fit.deviance, expected.deviance, relative: 1e-8), "\(expected.name)")
      }
    }
  }

  /// Rows of one unit each and rows of many with the same terms are the same data.
  @Test func groupedRowsAreTheirUnits() throws {
    let expected = try #require(try OracleTable.cases("regression", as: Case.self).first { $0.cluster == nil })
    let few = expected.rows.map { RegressionRow(terms: $0.terms, successes: ($0.sum / 20).rounded(), trials: 50) }
    let units = few.flatMap { row in
      (0..<50).map { RegressionRow(terms: row.terms, count: 1, sum: Double($0) < row.sum ? 1 : 0) }
    }
    for errors in [RegressionErrors.model, .robust(.hc2), .robust(.hc3)] {
      for (grouped, single) in [
        (try LogisticRegression.fit(few, errors), try LogisticRegression.fit(units, errors)),
        (try LinearRegression.fit(few, errors), try LinearRegression.fit(units, errors)),
      ] {
        for index in 0...1 {
          #expect(isClose(grouped.coefficients[index], single.coefficients[index], relative: 1e-9))
          #expect(isClose(grouped.standardError(index), single.standardError(index), relative: 1e-9))
        }
      }
    }
  }

  static func row(_ x: Double, _ y: Double, cluster: Int = 0) -> RegressionRow {
    RegressionRow(terms: [1, x], count: 1, sum: y, cluster: cluster)
  }

  @Test func saysWhyThereIsNoFit() {
    func logistic(_ rows: [RegressionRow], _ errors: RegressionErrors = .model) throws {
      _ = try LogisticRegression.fit(rows, errors)
    }
    func linear(_ rows: [RegressionRow], _ errors: RegressionErrors = .model) throws {
      _ = try LinearRegression.fit(rows, errors)
    }
    let complete = (0..<8).map { Self.row(Double($0), $0 < 4 ? 0 : 1) }
    #expect(throws: NotEstimable.separation) { try logistic(complete) }
    // Quasi-complete: both outcomes at one dose only.
    #expect(throws: NotEstimable.separation) { try logistic(complete + [Self.row(4, 0)]) }
    // One dose without success is no separation where others have both.
    #expect(throws: Never.self) { try logistic(complete + [Self.row(1, 1), Self.row(6, 0)]) }
    // A term that only failures have.
    let rare = (0..<20).map { RegressionRow(terms: [1, $0 < 3 ? 1 : 0], count: 1, sum: $0 % 2 == 0 && $0 > 2 ? 1 : 0) }
    #expect(throws: NotEstimable.separation) { try logistic(rare) }
    #expect(throws: NotEstimable.noVariation) { try logistic([Self.row(1, 0), Self.row(2, 0)]) }
    #expect(throws: NotEstimable.noVariation) { try logistic([Self.row(1, 1), Self.row(2, 1)]) }
    #expect(throws: NotEstimable.collinear) { try logistic([Self.row(2, 1), Self.row(2, 0), Self.row(2, 1)]) }
    #expect(throws: NotEstimable.collinear) { try linear([Self.row(2, 1), Self.row(2, 0), Self.row(2, 1)]) }
    #expect(throws: NotEstimable.emptyArm) { try logistic([]) }
    #expect(throws: NotEstimable.tooFew) { try linear([Self.row(1, 1), Self.row(2, 0)]) }
    #expect(throws: NotEstimable.numericallyUnreliable) { try linear([Self.row(.nan, 1), Self.row(2, 0)]) }
    let two = (0..<9).map { Self.row(Double($0), Double($0 * $0 % 5), cluster: $0 % 2) }
    #expect(throws: NotEstimable.tooFew) { try linear(two, .clustered) }
    // A unit that alone has its dose decides its own fit.
    let alone = [Self.row(1, 1), Self.row(1, 0), Self.row(1, 3), Self.row(9, 2)]
    #expect(throws: NotEstimable.tooFew) { try linear(alone, .robust(.hc2)) }
  }

  /// Points on a line have no error that could be estimated.
  @Test func aPerfectLineHasNoVariance() throws {
    let rows = (0..<9).map { Self.row(Double($0), 3 - 0.1 * Double($0)) }
    for errors in [RegressionErrors.model, .robust(.hc2)] {
      #expect(try LinearRegression.fit(rows, errors).standardError(1) == 0)
    }
  }
}
