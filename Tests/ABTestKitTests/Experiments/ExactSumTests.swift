import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Sums through SQL, as exact as doubles allow, whatever the first rows look like.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)"), .slow) struct ExactSumTests {
  /// Digits of the standard deviation that are reached; the mean has 15 everywhere.
  ///
  /// The data of NumAcc3 and NumAcc4, such as 10000000.2, are rounded to doubles before anyone sums them: that alone costs
  /// the digits that are missing.
  private static let digits: [String: Double] = [
    "Lew": 15, "Lottery": 15, "Mavro": 13, "Michelso": 13.5, "NumAcc1": 15, "NumAcc2": 13.8, "NumAcc3": 9, "NumAcc4": 8,
    "PiDigits": 15,
  ]

  @Test(arguments: digits.keys.sorted())
  func certifiedValuesAreReached(name: String) async throws {
    let set = try #require(NISTSet.all.first { $0.name == name })
    let folder = try ScratchFolder()
    let csv = try #require(FileManager.default.contents(atPath: packageFolder + "/Tests/Oracle/nist/\(name).csv"))
    let values = String(decoding: csv, as: UTF8.self).split(separator: "\n").dropFirst()
    #expect(values.count == set.n)
    // The same rows in both variants: each then has the standard error √(2s²/n) of the difference to itself.
    let lines = values.flatMap { ["old,\($0)", "new,\($0)"] }
    try folder.write("variant,y\n" + lines.map { $0 + "\n" }.joined(), to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data = ""
        $0.metrics = #"[{ "name": "y", "type": "mean", "column": "y" }]"#
      }.json, to: "spec.json")
    let row = try await CSVTable(analyzing: folder, ["--format", "csv"]).row("y", "absolute")
    let deviation = try row.number("std_error") * (Double(set.n) / 2).squareRoot()
    for column in ["value_control", "value_variant"] {
      #expect(correctDigits(try row.number(column), set.mean) >= 14.9, "\(column)")
    }
    let reached = correctDigits(deviation, set.standardDeviation)
    #expect(reached >= (Self.digits[name] ?? 15), "\(name): \(reached) digits, \(deviation)")
  }

  /// Rows whose first 4096, by which the scale is chosen, say little about the others.
  struct Surprise: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let value: @Sendable (Int) -> Double

    static let all = [
      Surprise(testDescription: "tiny, then huge") { $0 < 4200 ? Double($0 % 97) * 1e-6 : Double($0 % 89) * 1e9 },
      Surprise(testDescription: "huge, then tiny") { $0 < 4200 ? Double($0 % 97) * 1e9 : Double($0 % 89) * 1e-6 },
      Surprise(testDescription: "zeros, then tiny") { $0 < 4200 ? 0 : Double($0 % 89) * 1e-13 },
      Surprise(testDescription: "zeros, then far away") { $0 < 4200 ? 0 : 1e9 + Double($0 % 89) / 1024 },
      Surprise(testDescription: "all far away, close together") { 1e9 + Double($0 % 89) / 1024 },
      Surprise(testDescription: "one giant") { $0 == 4900 ? 1e10 : Double($0 % 89) },
      Surprise(testDescription: "cents") { Double($0 % 9973) / 100 },
      Surprise(testDescription: "cents far from zero") { 1e7 + Double($0 % 9973) / 100 },
      Surprise(testDescription: "cents, then thirds") { $0 < 4200 ? Double($0 % 97) / 100 : Double($0 % 89) / 3 },
      Surprise(testDescription: "cents, then ten-thousandths") {
        $0 < 4200 ? Double($0 % 97) / 100 : Double($0 % 89) / 10000
      },
      Surprise(testDescription: "quarters, then a fortune") { $0 == 4900 ? 123_456_789.25 : Double($0 % 97) / 4 },
      Surprise(testDescription: "whole numbers, then too large to be scaled") {
        $0 == 4900 ? 1e16 : 1e16 - Double($0 % 89) * 0x1p40
      },
      Surprise(testDescription: "large but fit to be squared") { Double($0 % 89) * 1e60 },
      Surprise(testDescription: "small but fit to be squared") { Double($0 % 89) * 1e-60 },
    ]
  }

  @Test(arguments: Surprise.all)
  func laterRowsMayBeOfAnotherSize(surprise: Surprise) async throws {
    let folder = try ScratchFolder()
    let values = (0..<6000).map(surprise.value)
    try folder.write(
      "user,variant,sold\n" + values.enumerated().map { "\($0),\(old($0)),\($1)\n" }.joined(), to: "units.csv")
    try folder.write(SmallSpec(metric: #"{ "name": "y", "type": "mean", "column": "sold" }"#).json, to: "spec.json")
    try await compare(values, CSVTable(analyzing: folder, ["--format", "csv"]).row("y", "absolute"))
  }

  /// Each row lacks the clicks, the visits, both or none; the others are short decimals, until one is not.
  @Test(arguments: [nil, 4901, 4902])
  func aRatioTakesRowsWithBothParts(misfit: Int?) async throws {
    let folder = try ScratchFolder()
    func clicks(_ row: Int) -> Double? { row % 7 == 3 ? nil : row == misfit ? 1.0 / 3 : Double(row % 11) / 4 }
    func visits(_ row: Int) -> Double? { row % 5 == 2 ? nil : Double(row % 13 + 1) }
    func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    let lines = (0..<6000).map { "\($0),\(old($0)),\(text(clicks($0))),\(text(visits($0)))\n" }
    try folder.write("user,variant,clicks,visits\n" + lines.joined(), to: "units.csv")
    let metric = #"{ "name": "rate", "type": "ratio", "numerator": "clicks", "denominator": "visits" }"#
    try folder.write(SmallSpec(metric: metric).json, to: "spec.json")
    let row = try await CSVTable(analyzing: folder, ["--format", "csv"]).row("rate", "absolute")
    var squares = 0.0
    for (side, parity) in [("control", 0), ("variant", 1)] {
      let pairs = (0..<6000).filter { $0 % 2 == parity }.compactMap { row in
        clicks(row).flatMap { clicks in visits(row).map { (clicks, $0) } }
      }
      let total = pairs.reduce((0.0, 0.0)) { ($0.0 + $1.0, $0.1 + $1.1) }
      let ratio = total.0 / total.1
      let residuals = pairs.map { ($0.0 - ratio * $0.1) / total.1 }
      // The units that the denominators are worth: (Σd)²/Σd².
      let units = total.1 * total.1 / pairs.reduce(0) { $0 + $1.1 * $1.1 }
      squares += residuals.reduce(0) { $0 + $1 * $1 } * units / (units - 1)
      #expect(row["n_\(side)"] == "\(pairs.count)")
      #expect(isClose(try row.number("value_\(side)"), ratio, relative: 1e-12))
    }
    #expect(isClose(try row.number("std_error"), squares.squareRoot(), relative: 1e-9))
  }

  @Test func aGiantThatDrownsTheOtherVariantIsSaid() async throws {
    let folder = try ScratchFolder()
    let data = rows(count: 6000) { "\($0),\(old($0)),\($0 == 4900 ? 1e15 : Double($0 % 89))" }
    try folder.write(data, to: "units.csv")
    try folder.write(SmallSpec(metric: #"{ "name": "y", "type": "mean", "column": "sold" }"#).json, to: "spec.json")
    let row = try await CSVTable(analyzing: folder, ["--format", "csv"]).row("y", "absolute")
    #expect(row["status"] == "numericallyUnreliable")
    #expect(row["value_variant"] == "" && row["p_value"] == "" && row["ci_low"] == "")
  }

  /// Flags on a large base: their difference is that of the flags. Of 1,000 values a variant, 50 % and 60 % with 1: t = 4.51528, by
  /// `scipy.stats.ttest_ind([1]*600 + [0]*400, [1]*500 + [0]*500, equal_var=False)`, p = 6.69199294e-06. Beyond what doubles tell
  /// apart there is no answer, and no constant.
  @Test(arguments: [0, 1e6, 1e9, 1e12, 1e13, 1e14, 1e15])
  func aLargeBaseTakesNothingFromADifference(base: Double) async throws {
    let folder = try ScratchFolder()
    let rows = (0..<2000).map { index in
      "\(index),\(old(index)),\(Int(base) + (index / 2 % 10 < (index % 2 == 0 ? 5 : 6) ? 1 : 0))\n"
    }
    try folder.write("user,variant,sold\n" + rows.joined(), to: "units.csv")
    try folder.write(SmallSpec(metric: #"{ "name": "y", "type": "mean", "column": "sold" }"#).json, to: "spec.json")
    let table = try await CSVTable(analyzing: folder, ["--format", "csv"])
    let row = try table.row("y", "absolute")
    guard base < 1e15 else {
      #expect(row["status"] == "numericallyUnreliable")
      return
    }
    #expect(abs(try row.number("estimate") - 0.1) < 1e-12)
    #expect(abs(try row.number("p_value") / 6.69199294e-06 - 1) < 1e-5)
    #expect(try row.number("ci_low") < 0.1 && row.number("ci_high") > 0.1)
    #expect(try table.row("y", "relative")["status"] == (base < 1e13 ? "ok" : "numericallyUnreliable"))
  }

  /// Small values that are all alike are no zeros, wherever the values of the other variant lie; zeros are.
  @Test(arguments: ["1e-9", "0", "-0.0", "3.7e-9"], [0, 1])
  func smallValuesBesideLargeOnesAreNoZeros(value: String, side: Int) async throws {
    let folder = try ScratchFolder()
    let rows = (0..<5000).map {
      "\($0),\(old($0)),\($0 % 2 == side ? value : "\(1e9 + Double($0 % 7) * 1000 + 0.1)")\n"
    }
    try folder.write("user,variant,sold\n" + rows.joined(), to: "units.csv")
    try folder.write(SmallSpec(metric: #"{ "name": "y", "type": "mean", "column": "sold" }"#).json, to: "spec.json")
    let row = try await CSVTable(analyzing: folder, ["--format", "csv"]).row("y", "absolute")
    #expect(row["status"] == (["0", "-0.0"].contains(value) ? "ok" : "numericallyUnreliable"))
  }

  @Test(arguments: [9e8, 1e15, 1e300])
  func rowsOutsideWhereDoNotSpoilTheScale(sentinel: Double) async throws {
    let folder = try ScratchFolder()
    let values = (0..<6000).map { $0 % 5 == 0 ? sentinel : Double($0 % 89) / 8 }
    try folder.write(
      "user,variant,sold\n" + values.enumerated().map { "\($0),\(old($0)),\($1)\n" }.joined(), to: "units.csv")
    let metric = #"{ "name": "y", "type": "mean", "column": "sold", "where": "sold < 1000" }"#
    try folder.write(SmallSpec(metric: metric).json, to: "spec.json")
    let kept = values.enumerated().filter { $0.element < 1000 }
    let row = try await CSVTable(analyzing: folder, ["--format", "csv"]).row("y", "absolute")
    try compare(
      row, old: kept.filter { $0.offset % 2 == 0 }.map(\.element),
      new: kept.filter { $0.offset % 2 == 1 }.map(\.element))
  }

  @Test func noNumberIsInfiniteOrNaN() async throws {
    let withoutNumbers: Set = ["only text in a number column", "decimal commas", "words of another language"]
    for example in ExampleGroup.noNumbers.examples + ExampleGroup.noInformation.examples {
      let folder = try ScratchFolder()
      try example.prepare(folder)
      let outcome = try await Binary.run(example.arguments + ["--quiet", "--allow-unreadable"], in: folder)
      guard !withoutNumbers.contains(example.name) else {
        #expect(outcome.code == 1 && outcome.errors.contains("[unmeasured-metric]"), "\(example.name)")
        continue
      }
      #expect(outcome.code == 0, "\(example.name)")
      let table = try CSVTable(#require(folder.text(of: "results.csv")))
      for row in table.rows {
        for (column, text) in row where Double(text)?.isFinite == false {
          #expect(
            ["ci_low", "ci_high"].contains(column) && ["inf", "-inf"].contains(text),
            "\(example.name): \(column) \(text)")
          #expect(row["warnings"]?.contains("open") == true, "\(example.name)")
        }
      }
      let report = try #require(folder.text(of: "report.md"))
      #expect(!report.lowercased().contains("nan "), "\(example.name)")
    }
  }

  private func compare(_ values: [Double], _ row: [String: String]) throws {
    let numbered = values.enumerated()
    try compare(
      row, old: numbered.filter { $0.offset % 2 == 0 }.map(\.element),
      new: numbered.filter { $0.offset % 2 == 1 }.map(\.element))
  }

  /// Against two passes over the values.
  private func compare(_ row: [String: String], old: [Double], new: [Double]) throws {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func variance(_ values: [Double]) -> Double {
      let center = mean(values)
      return values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(values.count * (values.count - 1))
    }
    #expect(isClose(try row.number("value_control"), mean(old), relative: 1e-12))
    #expect(isClose(try row.number("value_variant"), mean(new), relative: 1e-12))
    #expect(isClose(try row.number("std_error"), (variance(old) + variance(new)).squareRoot(), relative: 1e-9))
  }
}

/// Decimal digits in which two numbers agree: −log10 of the relative error, at most 16.
private func correctDigits(_ found: Double, _ certified: Double) -> Double {
  let error = abs(found - certified) / abs(certified)
  guard error > 0 else { return 16 }
  var digits = 0.0
  var scale = error
  while scale < 1, digits < 16 {
    scale *= 1.258_925_411_794_167_2  // a tenth of a digit
    digits += 0.1
  }
  return digits
}

/// Certified values of NIST's Statistical Reference Datasets.
struct NISTSet: Decodable {
  let name: String
  let n: Int
  let mean: Double
  let standardDeviation: Double

  static let all: [NISTSet] = {
    struct File: Decodable { let cases: [NISTSet] }
    let data = FileManager.default.contents(atPath: packageFolder + "/Tests/Oracle/nist.json") ?? Data()
    return (try? JSONDecoder().decode(File.self, from: data))?.cases ?? []
  }()
}
