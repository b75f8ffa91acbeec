import Inference
import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The metric type `dose-response` through the binary: the figures of Methods/dose-response, and what the program makes
/// of rows.
///
/// The tests of what reaches the dose curve compare with `DoseCurve` on the same rows and so test the way there alone; the
/// curve has R behind it (`DoseCurveOracleTests`), and the whole way has statsmodels (`DoseExperimentTests`).
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct DoseResponseTests {
  private static let counts = [(4000, 200), (3500, 158), (3000, 120), (2500, 88), (2000, 60)]
  /// One row per unit; the variant is the dose.
  private static let rows = counts.enumerated().flatMap { index, count in
    (0..<count.0).map { "\(index)-\($0),d\(index + 1),\($0 < count.1 ? 1 : 0),\(index + 1)" }
  }
  private static let variants =
    "["
    + counts.enumerated().map { index, count in
      #"{ "name": "d\#(index + 1)", "dose": \#(index + 1), "weight": \#(count.0)\#(index == 0 ? #", "control": true"# : "") }"#
    }.joined(separator: ", ") + "]"

  static func metric(
    _ name: String, _ model: String, _ rest: String = "", outcome: String = "proportion", column: String = "sold"
  )
    -> String
  {
    #"{ "name": "\#(name)", "type": "dose-response", "outcome": { "type": "\#(outcome)", "column": "\#(column)" }, "model": "\#(model)"\#(rest) }"#
  }

  private func analysis(
    _ header: String, _ rows: [String], _ change: (inout SmallSpec) -> Void
  ) async throws -> (table: CSVTable, report: String) {
    let folder = try ScratchFolder()
    try folder.write(([header] + rows).map { $0 + "\n" }.joined(), to: "units.csv")
    try folder.write(SmallSpec(change).json, to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    return (table, try #require(folder.text(of: "report.md")))
  }

  /// From sums per variant, and from rows with the dose as a column: the same curve.
  @Test func theExampleHasItsNumbers() async throws {
    let compare = #", "compare": [1, 5]"#
    let column = compare + #", "dose": "seconds""#
    let (table, report) = try await analysis("user,variant,sold,seconds", Self.rows) {
      $0.variants = Self.variants
      $0.metrics = """
        [\(Self.metric("line", "logistic", compare)), \(Self.metric("trend", "trend", compare)),
          \(Self.metric("column", "logistic", column)), \(Self.metric("trend of column", "trend", column)),
          { "name": "sale", "type": "proportion", "column": "sold" }]
        """
    }
    for name in ["line", "column"] {
      let (ratio, difference) = (try table.row(name, "relative"), try table.row(name, "absolute"))
      #expect(printsAs(1 + (try ratio.number("estimate")), ".610231"))
      #expect(printsAs(1 + (try ratio.number("ci_low")), ".483994"))
      #expect(printsAs(1 + (try ratio.number("ci_high")), ".769393"))
      #expect(printsAs(try difference.number("estimate"), "-.019691"))
      #expect(printsAs(try difference.number("ci_low"), "-.028572"))
      #expect(printsAs(try difference.number("ci_high"), "-.010694"))
      #expect(printsAs(try difference.number("value_control"), ".05052026"))
      #expect(printsAs(try difference.number("value_variant"), ".03082901"))
      // Over four seconds: the odds ratio per second to the fourth power.
      #expect(printsAs(pow(try table.row(name, "odds-ratio").number("estimate"), 0.25), ".879316"))
      #expect(difference["n_control"] == "15000" && difference["method"] == "logistic")
    }
    for name in ["trend", "trend of column"] {
      let test = try #require(table.rows.first { $0["metric"] == name && $0["method"] == "cochran-armitage" })
      #expect(printsAs(try test.number("statistic"), "-4.198663"))
      #expect(printsAs(try test.number("p_value"), "2.684953e-5"))
      #expect(test["verdict"]?.hasPrefix("lower") ?? false)
      #expect(test["ci_low"] == "")
    }
    // A metric of doses has one comparison, whatever the variants; the others keep theirs.
    #expect(table.rows.filter { $0["metric"] == "line" }.count == 3)
    #expect(table.rows.filter { $0["metric"] == "sale" && $0["estimand"] == "absolute" }.count == 4)
    #expect(try table.row("line", "absolute")["control"] == "dose 1")
    #expect(try table.row("column", "absolute")["variant"] == "seconds 5")
    // Each variant has one dose, so that the lot drew the column too.
    #expect(report.contains("Effect of an assigned dose") && !report.contains("Association"))
  }

  /// Units with doses, covariates of which some are missing, and strata: the curve of the same rows.
  @Test func covariatesAndStrataReachTheDoseCurve() async throws {
    struct Unit {
      let dose: Double
      let sold: Double
      let age: Double?
      let city: Int
    }
    let units = (0..<400).map { number in
      let dose = Double(number * 17 % 45) / 10 + 0.5
      let (age, city) = (number % 23 == 0 ? nil : Double(20 + number * 7 % 40), number % 3)
      let chance = 30 - Int(dose * 4) + Int(age ?? 40) / 4 + city * 5
      return Unit(dose: dose, sold: number * 29 % 60 < chance ? 1 : 0, age: age, city: city)
    }
    let rows = units.enumerated().map { index, unit in
      "\(index),\(index % 2 == 0 ? "old" : "new"),\(unit.sold),\(unit.dose),\(unit.age.map { "\($0)" } ?? ""),c\(unit.city)"
    }
    let (table, _) = try await analysis("user,variant,sold,seconds,age,city", rows) {
      $0.data = #", "unit": "user", "attributes": ["city"]"#
      $0.metrics =
        "[\(Self.metric("curve", "spline", #", "compare": [4, 1], "dose": "seconds", "covariates": ["age"]"#))]"
      $0.rest = #", "strata": ["city"]"#
    }
    let known = units.compactMap(\.age)
    let mean = known.reduce(0, +) / Double(known.count)
    let expected = units.map { unit in
      DoseRow(
        dose: unit.dose,
        covariates: [unit.age ?? mean, unit.age == nil ? 1 : 0, unit.city == 1 ? 1 : 0, unit.city == 2 ? 1 : 0],
        sum: unit.sold)
    }
    let spline = try RestrictedCubicSpline(quantilesOf: expected.map { ($0.dose, 1) })
    let dose = try DoseCurve(expected, .spline(spline), .logit, .model)
    let evidence = try dose.values(from: 4, to: 1)
    let (difference, ratio) = (try table.row("curve", "absolute"), try table.row("curve", "relative"))
    #expect(isClose(try difference.number("value_control"), evidence.control.value, relative: 1e-8))
    #expect(isClose(try difference.number("value_variant"), evidence.variant.value, relative: 1e-8))
    #expect(isClose(try difference.number("std_error"), evidence.variance(r: 1).squareRoot(), relative: 1e-7))
    let limits = try dose.comparison(from: 4, to: 1).interval(
      on: .relative, FixedHorizon().boundary(for: DesignQuestion(.twoSided, error: 0.05)))
    #expect(isClose(try ratio.number("ci_low"), limits.lower, relative: 1e-7))
    #expect(try ratio.number("p_value") == difference.number("p_value"))
    #expect(difference["path"] == "dose-response|covariates(2)|unit|logistic-spline|fixed")
  }

  /// Clusters that got a variant's dose: the sandwich over the clusters.
  @Test func clustersReachTheDoseCurveWithTheDosesOfVariants() async throws {
    let clusters = (0..<48).map { number in
      let (size, dose) = (4 + number * 5 % 7, number % 3)
      return (dose: dose, sold: (0..<size).map { ($0 * 7 + number * 11) % 10 < 6 - dose - number % 2 ? 1 : 0 })
    }
    let rows = clusters.enumerated().flatMap { index, cluster in
      cluster.sold.enumerated().map { "\(index)-\($0.offset),d\(cluster.dose),\($0.element),shop\(index)" }
    }
    let (table, _) = try await analysis("user,variant,sold,shop", rows) {
      $0.data = #", "unit": "user", "cluster": "shop""#
      $0.variants =
        #"[{ "name": "d0", "control": true, "dose": 0 }, { "name": "d1", "dose": 1 }, { "name": "d2", "dose": 2 }]"#
      $0.metrics =
        "[\(Self.metric("line", "logistic", #", "compare": [0, 2]"#)), \(Self.metric("straight", "linear", #", "compare": [0, 2]"#))]"
    }
    for (name, link) in [("line", DoseLink.logit), ("straight", .identity)] {
      let expected = clusters.enumerated().map { index, cluster in
        DoseRow(
          dose: Double(cluster.dose), count: Double(cluster.sold.count), sum: Double(cluster.sold.reduce(0, +)),
          cluster: index)
      }
      let evidence = try DoseCurve(expected, .line, link, .clustered).values(from: 0, to: 2)
      let row = try table.row(name, "absolute")
      #expect(isClose(try row.number("estimate"), evidence.variant.value - evidence.control.value, relative: 1e-9))
      #expect(isClose(try row.number("std_error"), evidence.variance(r: 1).squareRoot(), relative: 1e-8))
      #expect(try row.number("df") == 47)
      #expect(row["path"]?.contains("|cluster|") ?? false)
    }
  }

  /// In a ramp the phase has shares and outcomes of its own: it is held, as a stratum is.
  @Test func thePhasesOfARampReachTheDoseCurve() async throws {
    var units: [(phase: Int, isNew: Bool, sold: Double)] = []
    for number in 0..<800 {
      let phase = number % 2
      let isNew = phase == 0 ? number / 2 % 10 == 0 : number / 2 % 2 == 0
      let chance = (phase == 0 ? 30 : 12) - (isNew ? 4 : 0)
      units.append((phase, isNew, number * 37 % 100 < chance ? 1 : 0))
    }
    let rows = units.enumerated().map { index, unit -> String in
      "\(index),\(unit.isNew ? "new" : "old"),2026-03-0\(unit.phase == 0 ? 1 : 5),\(unit.sold)"
    }
    let (table, _) = try await analysis("user,variant,at,sold", rows) {
      $0.data =
        #", "unit": "user", "time": "at", "phases": [{ "until": "2026-03-03", "weights": [90, 10] }, { "until": "2026-03-10", "weights": [50, 50] }]"#
      $0.variants = #"[{ "name": "old", "control": true, "dose": 1 }, { "name": "new", "dose": 3 }]"#
      $0.metrics = "[\(Self.metric("line", "logistic", #", "compare": [1, 3]"#))]"
    }
    let expected = units.map { unit in
      DoseRow(dose: unit.isNew ? 3 : 1, covariates: [Double(unit.phase)], trials: 1, successes: unit.sold)
    }
    let evidence = try DoseCurve(expected, .line, .logit, .model).values(from: 1, to: 3)
    let row = try table.row("line", "absolute")
    #expect(isClose(try row.number("value_control"), evidence.control.value, relative: 1e-8))
    #expect(isClose(try row.number("std_error"), evidence.variance(r: 1).squareRoot(), relative: 1e-7))
  }

  /// Page views of visitors who were assigned, each with its own seconds.
  @Test func unitsOfClustersReachTheDoseCurveWithDosesOfTheirOwn() async throws {
    var views: [(visitor: Int, seconds: Double, sold: Double, spent: Double)] = []
    for visitor in 0..<60 {
      for view in 0..<(2 + visitor * 5 % 6) {
        let seconds = Double((visitor * 7 + view * 13) % 41) / 8 + 0.25
        let sold = (visitor * 3 + view * 17) % 20 < 14 - Int(seconds * 2) ? 1.0 : 0
        views.append((visitor, seconds, sold, 9 - seconds + Double((visitor + view * 3) % 5) / 4))
      }
    }
    // A view without seconds is left out, its visitor is not.
    let rows = views.enumerated().map { index, view -> String in
      "\(index),\(view.visitor % 2 == 0 ? "old" : "new"),\(view.sold),\(view.seconds),\(view.spent),v\(view.visitor)"
    }
    let incomplete = ["900,old,1,,5,v0", "901,old,0,2,5,v800", "902,new,1,3,5,v800"]
    let (table, report) = try await analysis("user,variant,sold,seconds,spent,visitor", rows + incomplete) {
      $0.data = #", "unit": "user", "cluster": "visitor""#
      $0.metrics = """
        [\(Self.metric("curve", "spline", #", "dose": "seconds", "compare": [4, 1]"#)),
          \(Self.metric("spent", "linear", #", "dose": "seconds", "compare": [4, 1]"#, outcome: "mean", column: "spent"))]
        """
    }
    let spline = try RestrictedCubicSpline(quantilesOf: views.map { ($0.seconds, 1) })
    for (name, shape, link) in [("curve", DoseShape.spline(spline), DoseLink.logit), ("spent", .line, .identity)] {
      let expected = views.map {
        DoseRow(dose: $0.seconds, sum: link == .logit ? $0.sold : $0.spent, cluster: $0.visitor)
      }
      let evidence = try DoseCurve(expected, shape, link, .clustered).values(from: 4, to: 1)
      let row = try table.row(name, "absolute")
      #expect(isClose(try row.number("estimate"), evidence.variant.value - evidence.control.value, relative: 1e-8))
      #expect(isClose(try row.number("std_error"), evidence.variance(r: 1).squareRoot(), relative: 1e-7))
      #expect(try row.number("df") == 59)
    }
    #expect(report.contains("\(views.count) units in 60 clusters"))
  }

  /// Means per dose with their spread, without single rows.
  @Test func meansPerDoseReachTheDoseCurveWithoutRows() async throws {
    let values = [[3.5, 5, 4, 8, 6], [6, 9.5, 4, 7, 12, 8], [9, 14, 8, 11.5, 10]]
    let rows = values.enumerated().flatMap { dose, values in
      values.enumerated().map { "\(dose)-\($0.offset),d\(dose),\($0.element)" }
    }
    let (table, _) = try await analysis("user,variant,spent", rows) {
      $0.variants =
        #"[{ "name": "d0", "control": true, "dose": 0 }, { "name": "d1", "dose": 1 }, { "name": "d2", "dose": 2.5 }]"#
      $0.metrics = "[\(Self.metric("line", "linear", #", "compare": [0, 2]"#, outcome: "mean", column: "spent"))]"
    }
    let expected = zip([0, 1, 2.5], values).flatMap { dose, values in values.map { DoseRow(dose: dose, sum: $0) } }
    let evidence = try DoseCurve(expected, .line, .identity, .robust(.hc2)).values(from: 0, to: 2)
    let row = try table.row("line", "absolute")
    #expect(isClose(try row.number("std_error"), evidence.variance(r: 1).squareRoot(), relative: 1e-9))
    #expect(try row.number("df") == 14)
  }

  /// Nothing that a dose "does" is said where the dose was not drawn by lot.
  @Test func anObservedDoseGetsNoCausalSentence() async throws {
    let rows = (0..<300).map { number in
      let seconds = Double(number * 7 % 40) / 10 + 1
      return
        "\(number),\(number % 2 == 0 ? "old" : "new"),\(number * 31 % 50 < 22 - Int(seconds * 4) ? 1 : 0),\(seconds)"
    }
    for randomized in ["true", "false"] {
      let (table, report) = try await analysis("user,variant,sold,seconds", rows) {
        $0.metrics =
          "[\(Self.metric("curve", "logistic", #", "compare": [4.5, 1.5], "dose": "seconds", "direction": "increase""#))]"
        $0.rest = #", "randomized": \#(randomized)"#
      }
      #expect(try table.row("curve", "absolute")["verdict"] == "different")
      #expect(report.contains("Association: the dose was observed, not randomized"))
      let words = ["beats", "better", "worse", "impact", "improve", "caused", "because of"]
      for word in words + (randomized == "false" ? ["lift", "effect", "decision on"] : []) {
        #expect(!report.lowercased().contains(word), "\(randomized): \(word)")
      }
      let first = report.split(separator: "\n").dropFirst().first ?? ""
      #expect(first.hasPrefix("> **Observed, not randomized") == (randomized == "false"), "\(first)")
    }
  }

  /// An outcome over a fact, by a dose of the exposure: the same as from a table with both.
  @Test func anOutcomeMayBeAFact() async throws {
    let units = (0..<200).map { number -> (dose: Double, hasOrder: Bool) in
      let step = number * 7 % 40
      return (Double(step) / 10 + 1, number * 31 % 50 < 30 - step / 2)
    }
    let folder = try ScratchFolder()
    let exposures = units.enumerated().map { index, unit -> String in
      let (variant, sold) = (index % 2 == 0 ? "old" : "new", unit.hasOrder ? 1 : 0)
      return "\(index),\(variant),2026-03-01,\(sold),\(unit.dose)"
    }
    let orders = units.indices.filter { units[$0].hasOrder }.map { "\($0),2026-03-03" } + ["3,2026-04-01"]
    try folder.write((["user,variant,at,sold,seconds"] + exposures).map { $0 + "\n" }.joined(), to: "units.csv")
    try folder.write((["user,at"] + orders).map { $0 + "\n" }.joined(), to: "orders.csv")
    let keys = #""type": "dose-response", "dose": "seconds", "model": "logistic", "compare": [1.5, 4]"#
    try folder.write(
      """
      { "abtest": 1, "name": "example",
        "data": { "assignments": { "source": "units.csv", "unit": "user", "variant": "variant", "time": "at" },
          "facts": { "orders": { "source": "orders.csv", "unit": "user", "time": "at" } } },
        "variants": [{ "name": "old", "control": true }, { "name": "new" }],
        "metrics": [
          { "name": "fact", \(keys), "outcome": { "type": "proportion", "fact": "orders", "within": "7d" }, "maturity": "all" },
          { "name": "column", \(keys), "outcome": { "type": "proportion", "column": "sold" } }] }
      """, to: "spec.json")
    let table = try await CSVTable(analyzing: folder)
    for estimand in ["absolute", "relative", "odds-ratio"] {
      let (fact, column) = (try table.row("fact", estimand), try table.row("column", estimand))
      for name in ["estimate", "ci_low", "ci_high", "p_value", "n_control"] {
        #expect(fact[name] == column[name] && fact[name] != "", "\(estimand) \(name)")
      }
    }
  }
}
