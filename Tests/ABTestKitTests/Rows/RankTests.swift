import TestSupport
import Testing

/// The metric type `rank` through the binary: Brunner and Munzel's test, and what adjusts it.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct RankTests {
  struct Case: Decodable, Sendable {
    let name: String
    let control: [Double]
    let variant: [Double]
    let statistic: Double
    let probability: Double
    let twoSided: Double
  }

  private static let metric = #"{ "name": "m", "type": "rank", "column": "y" }"#

  @Test func agreesWithSciPy() async throws {
    for example in try OracleTable.cases("brunner_munzel", as: Case.self) {
      // Greater values of the variant have a positive statistic, as SciPy's has; exchanged they have its negative.
      for (control, sign) in [("old", 1.0), ("new", -1.0)] {
        let rows = zip(["old", "new"], [example.control, example.variant]).flatMap { variant, values in
          values.enumerated().map { "\(variant)\($0.offset),\(variant),\($0.element)" }
        }
        let table = try await CSVTable(of: "user,variant,y", rows) {
          $0.metrics = "[\(Self.metric)]"
          $0.variants = control == "old" ? $0.variants : #"[{ "name": "new", "control": true }, { "name": "old" }]"#
        }
        let row = try table.row("m", "absolute")
        let probability = sign > 0 ? example.probability : 1 - example.probability
        #expect(isClose(try row.number("p_value"), example.twoSided, relative: 1e-8), "\(example.name)")
        #expect(isClose(try row.number("statistic"), sign * example.statistic, relative: 1e-9), "\(example.name)")
        #expect(isClose(try row.number("value_variant"), probability, relative: 1e-12), "\(example.name)")
        #expect(try row.number("value_control") == 0.5 && row["method"] == "brunner-munzel")
        #expect(table.rows.count == 1)
      }
    }
  }

  /// The example of Methods/ranks: fixture F1.
  @Test func theExampleHasItsNumbers() async throws {
    let values = [[12, 9, 15, 7, 22, 18, 25, 16], [14, 10, 17, 11, 27, 20, 30, 19]]
    let rows = zip(["old", "new"], values).flatMap { name, values in
      values.map { "\(name)\($0),\(name),\($0)" }
    }
    let row = try await CSVTable(of: "user,variant,y", rows) { $0.metrics = "[\(Self.metric)]" }.row("m", "absolute")
    #expect(try row.number("value_variant") == 0.625)
    #expect(isClose(try row.number("std_error"), 0.149404, relative: 3e-6))
    #expect(isClose(try row.number("df"), 13.965087, relative: 1e-7))
    #expect(isClose(try row.number("p_value"), 0.416871, relative: 1e-6))
  }

  /// Placements counted pair by pair, as a column: a mean of them adjusts as the ranks do.
  @Test func covariatesAndStrataAdjustAsTheyDoTheMeanOfThePlacements() async throws {
    struct Unit {
      let isOld: Bool
      let y: Double
      let x: Int
      let city: Int
    }
    let units = (0..<60).map { number in
      let part = number * 37 % 23
      let isOld = number % 2 == 0
      return Unit(isOld: isOld, y: Double(part + (isOld ? 0 : 3)), x: part + number * 13 % 7, city: number % 3)
    }
    func placement(_ y: Double, among others: [Double]) -> Double {
      others.reduce(0) { $0 + ($1 < y ? 1 : $1 == y ? 0.5 : 0) } / Double(others.count)
    }
    let (old, new) = (units.filter(\.isOld).map(\.y), units.filter { !$0.isOld }.map(\.y))
    let p = new.reduce(0) { $0 + placement($1, among: old) } / 30
    let rows = units.enumerated().map { index, unit in
      let own = placement(unit.y, among: unit.isOld ? new : old) + (unit.isOld ? p - 0.5 : 0)
      return "\(index),\(unit.isOld ? "old" : "new"),\(unit.y),\(unit.x),c\(unit.city),\(own)"
    }
    for (covariates, strata) in [
      (#", "covariates": ["x"]"#, ""), ("", #", "strata": ["city"]"#),
      (#", "covariates": ["x"]"#, #", "strata": ["city"]"#),
    ] {
      let table = try await CSVTable(of: "user,variant,y,x,city,placement", rows) {
        $0.data = #", "unit": "user", "attributes": ["city"]"#
        $0.metrics = """
          [{ "name": "rank", "type": "rank", "column": "y"\(covariates) },
            { "name": "mean", "type": "mean", "column": "placement"\(covariates) }]
          """
        $0.rest = strata
      }
      let (rank, mean) = (try table.row("rank", "absolute"), try table.row("mean", "absolute"))
      for column in ["estimate", "std_error", "df", "p_value", "ci_low", "ci_high", "variance_reduction"] {
        #expect(
          isClose(try rank.number(column), try mean.number(column), relative: 1e-9), "\(column) \(covariates)\(strata)")
      }
      #expect(rank["path"] != "rank|none|unit|brunner-munzel|fixed")
    }
  }
}
