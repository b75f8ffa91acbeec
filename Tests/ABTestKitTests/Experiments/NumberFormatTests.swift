import TestSupport
import Testing

/// Numbers in every notation: the mean of a variant is that of the numbers which the texts mean.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct NumberFormatTests {
  /// A notation, and how it writes cents.
  struct Notation: Sendable, CustomTestStringConvertible {
    let keys: String
    let write: @Sendable (Int) -> String

    var testDescription: String { keys }
  }

  static let notations: [Notation] = {
    @Sendable func digits(_ cents: Int, _ thousands: String, _ decimal: String) -> String {
      let (whole, rest) = (abs(cents) / 100, abs(cents) % 100)
      var groups: [String] = []
      var left = whole
      while left > 999 {
        groups.append(String(String(1000 + left % 1000).dropFirst()))
        left /= 1000
      }
      let text = ([String(left)] + groups.reversed()).joined(separator: thousands)
      return "\(text)\(decimal)\(rest < 10 ? "0" : "")\(rest)"
    }
    @Sendable func signed(_ cents: Int, _ text: String) -> String { cents < 0 ? "-\(text)" : text }
    return [
      Notation(keys: "{}") { signed($0, digits($0, "", ".")) },
      Notation(keys: #"{ "decimal": "," }"#) { signed($0, digits($0, "", ",")) },
      Notation(keys: #"{ "thousands": "," }"#) { signed($0, digits($0, ",", ".")) },
      Notation(keys: #"{ "thousands": ".", "decimal": "," }"#) { signed($0, digits($0, ".", ",")) },
      Notation(keys: #"{ "thousands": " ", "decimal": "," }"#) { cents in
        signed(cents, digits(cents, cents % 2 == 0 ? " " : "\u{202F}", ","))
      },
      Notation(keys: #"{ "thousands": "'" }"#) { cents in
        signed(cents, digits(cents, cents % 2 == 0 ? "'" : "\u{2019}", "."))
      },
      Notation(keys: #"{ "currency": true, "thousands": "," }"#) { cents in
        let text = digits(cents, ",", ".")
        return signed(cents, ["$\(text)", "\(text) €", "CHF \(text)", "R$ \(text)", "\(text)\u{A0}kr"][abs(cents) % 5])
      },
      Notation(keys: #"{ "parentheses": true, "thousands": "," }"#) { cents in
        cents < 0 ? "(\(digits(cents, ",", ".")))" : digits(cents, ",", ".")
      },
      Notation(keys: #"{ "percent": true }"#) { cents in
        // Hundredths of a percent of cents.
        cents % 2 == 0 ? signed(cents, digits(cents * 100, "", ".")) + "%" : signed(cents, digits(cents, "", "."))
      },
      Notation(keys: #"{ "currency": true, "parentheses": true, "percent": true, "thousands": ".", "decimal": "," }"#) {
        cents in
        cents < 0 ? "(€\(digits(cents, ".", ",")))" : digits(cents, ".", ",")
      },
    ]
  }()

  @Test(arguments: notations) func aNotationIsReadAsItsNumbers(notation: Notation) async throws {
    var random = SeededRandom(seed: 12)
    let cents = (0..<600).map { _ in
      let size = [100, 10_000, 1_000_000, 1_000_000_000][random.integer(0...3)]
      return random.integer(-size...size)
    }
    let folder = try ScratchFolder()
    let rows = cents.enumerated().map { "\($0),\(old($0)),\"\(notation.write($1))\"\n" }
    try folder.write("user,variant,sold\n" + rows.joined(), to: "units.csv")
    try folder.write(
      SmallSpec {
        $0.data += #", "numbers": \#(notation.keys)"#
        $0.metrics = #"[{ "name": "sale", "type": "mean", "column": "sold" }]"#
      }.json, to: "spec.json")
    let row = try await CSVTable(analyzing: folder).row("sale", "absolute")
    for (column, remainder) in [("value_control", 0), ("value_variant", 1)] {
      let own = cents.enumerated().filter { $0.offset % 2 == remainder }.map(\.element)
      let mean = Double(own.reduce(0, +)) / 100 / Double(own.count)
      #expect(isClose(Double(row[column] ?? "") ?? .nan, mean, relative: 1e-12), "\(column)")
    }
    #expect(row["n_control"] == "300" && row["n_variant"] == "300")
  }

  /// What a format does not describe is no number in it, whatever else it may mean.
  @Test(arguments: [
    ("{}", ["1,5", "1_000", "0x1A", "1 000", "$5", "5%", "(5)", "1e", "--5", "٣", "5 000,00", "1.2.3"]),
    (#"{ "thousands": "," }"#, ["1,5", "1,23", "12,34,567", ",123", "1,2345", "1.5,000", "1,234,", "1234,567"]),
    (#"{ "decimal": "," }"#, ["1.5", "1.234,5", "1,2,3", ","]),
    (#"{ "decimal": ",", "thousands": "." }"#, ["1.5", "1,5.000", "1.23", "1.234.5"]),
    (#"{ "currency": true }"#, ["$", "5 $ 5", "five €", "$1,000", "5 apples", "ABCD 5", "usd 5"]),
    (#"{ "percent": true }"#, ["%", "5%%", "%5", "5 % 5", "1e3%"]),
    (#"{ "parentheses": true }"#, ["(5", "5)", "((5))", "()", ")5(", "(5)(5)"]),
  ])
  func whatAFormatDoesNotDescribeIsNoNumber(keys: String, texts: [String]) async throws {
    for text in texts {
      let folder = try ScratchFolder()
      let rows = (0..<40).map { "\($0),\(old($0)),\"\($0 == 7 ? text : "\($0)")\"\n" }
      try folder.write("user,variant,sold\n" + rows.joined(), to: "units.csv")
      try folder.write(
        SmallSpec {
          $0.data += #", "numbers": \#(keys)"#
          $0.metrics = #"[{ "name": "sale", "type": "mean", "column": "sold" }]"#
        }.json, to: "spec.json")
      let outcome = try await Binary.run(["analyze", "spec.json"], in: folder)
      #expect(outcome.code == 1, "\(text) with \(keys)")
      #expect(outcome.errors.contains("1 value of \"sold\" is not a number: \"\(text)\" (row 8)"), "\(outcome.errors)")
    }
  }
}
