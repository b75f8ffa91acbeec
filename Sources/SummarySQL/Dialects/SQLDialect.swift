package import Tables
package import Terms

/// How one database spells what differs between databases; everything else is common SQL.
package protocol SQLDialect: Sendable {
  static var key: String { get }

  /// A FROM item that reads a source; text formats come as text columns, whose meaning the queries decide.
  ///
  /// - Parameter kinds: columns of JSON of which it must be told whether a value is a number; the others are texts.
  func scan(_ source: TableSource, columns: [String], kinds: Set<String>) -> String

  /// A value of such a column as a text, in which the numbers of JSON have a decimal comma.
  func textWithComma(ofJSON value: String) -> String

  /// A FROM item that reads the keys of JSON lines; their types do not matter.
  ///
  /// - Parameter ofAllRows: whether each row is looked at, instead of the first ones.
  func scanKeys(_ source: TableSource, ofAllRows: Bool) -> String

  /// A FROM item with one text column `line` that reads a text source line by line.
  func scanLines(_ source: TableSource) -> String

  /// A number from a text, or NULL where the text is no number.
  func tolerantNumber(_ text: String) -> String

  /// A double as a text, whole numbers without a point.
  func text(ofNumber number: String) -> String

  /// Whether a text has some characters in it.
  func contains(_ text: String, _ characters: String) -> String

  /// Whether some part of a text fits a regular expression (RE2).
  func matches(_ text: String, _ pattern: String) -> String

  /// What the first group of a regular expression takes of a text; empty where the text does not fit.
  func firstGroup(of text: String, _ pattern: String) -> String

  func isFinite(_ number: String) -> String

  /// A value that a body mentions several times and that is written once: expressions that are nested would double with every level.
  ///
  /// - Parameter body: of the name that stands for the value.
  func letting(_ value: String, _ body: (String) -> String) -> String

  /// The 64-bit integer nearest to a double that is known to fit.
  func nearestInteger(_ number: String) -> String

  /// The product of two integers of up to 46 bits, in expressions of their own, in a type that holds it and the sum of 2^34
  /// such products.
  func wideProduct(_ left: String, _ right: String) -> String

  /// The quotient of two integers without its fraction; the remainder, as `%` gives it, has the sign of the dividend.
  func quotient(_ dividend: String, _ divisor: String) -> String

  /// A 64-bit hash of a value that is not null; equal values have equal hashes.
  func hash(_ expression: String) -> String

  /// The middle value of a column: one that occurs, so that integers stay integers.
  func median(_ expression: String) -> String

  /// The list of the values of a column at several levels: of n values that are not null, the one of rank k is that of any
  /// level strictly between (k − 1)/n and k/n.
  func quantiles(_ expression: String, _ levels: [Double]) -> String

  /// An element of such a list, counted from 0.
  func element(_ index: Int, of list: String) -> String

  /// The least value of a column that at least a share of its values does not exceed (type 1 of R); nulls do not count.
  ///
  /// - Parameter share: a decimal number as text.
  func quantile(_ expression: String, _ share: String) -> String

  /// Microseconds since 1970 in UTC of a text: a date, a local time in the zone, or a time with its offset; NULL where the
  /// text is none of these.
  func moment(ofText text: String, zone: String) -> String

  /// Microseconds since 1970 in UTC of a text that is written by a pattern; NULL where it is not.
  func moment(ofText text: String, _ pattern: TimePattern, zone: String) -> String

  /// The same of microseconds since 1970 by a local clock.
  func moment(ofLocalMicroseconds microseconds: String, zone: String) -> String

  /// Microseconds since 1970 in UTC of a timestamp without an offset, or of a date. A local time that occurs twice is the
  /// second one; one that the clocks skip lies as far behind the change as its hands say.
  func moment(ofLocal timestamp: String, zone: String) -> String

  /// Microseconds since 1970 in UTC of a timestamp whose moment is known.
  func moment(ofInstant timestamp: String) -> String

  /// The day of the local calendar at a moment, counted from 1970-01-01.
  func localDay(of moment: String, zone: String) -> String

  /// A number of the local calendar or clock at a moment; weekdays from 1 for Monday to 7 for Sunday.
  func part(_ part: CalendarPart, of moment: String, zone: String) -> String

  /// The moment as a text of the local clock: `2026-03-01 12:00:00`.
  func localText(of moment: String, zone: String) -> String

  /// The moment at which a day of the local calendar begins.
  func midnight(ofDay day: String, zone: String) -> String

  /// A SELECT of the names of all time zones.
  var timeZones: String { get }

  /// An aggregate: the columns of the row that is first when rows are ordered by these columns, missing values last.
  func leastRow(_ columns: [String]) -> String

  func greatestRow(_ columns: [String]) -> String

  /// Whether a text is a time that states its offset from UTC; what is no time may be either.
  func statesOffset(_ text: String) -> String

  /// A column of such a row.
  func field(_ column: String, of row: String) -> String

  /// An aggregate: of the values that are not null the one whose row is first by these columns.
  func first(_ value: String, by columns: [String]) -> String

  func typeName(_ type: SQLType) -> String

  /// A SELECT of one text: the SHA-256 in hexadecimal digits.
  func fingerprint(_ subject: FingerprintSubject) -> String
}

/// What a calendar or a clock tells of a moment.
package enum CalendarPart: String, Sendable, CaseIterable {
  case year, month, day, hour, weekday
}

package enum SQLType: Sendable {
  case text
  case double
  /// 64 bits.
  case integer
}

extension SQLDialect {
  package func quoted(_ identifier: String) -> String {
    "\"" + doubling("\"", in: identifier) + "\""
  }

  package func literal(_ text: String) -> String {
    "'" + doubling("'", in: text) + "'"
  }

  /// A literal that every engine reads as exactly this double: 17 digits, by cast from text.
  package func literal(_ value: Double) -> String { cast("'\(value)'", .double) }

  /// By scalars: a quote with a combining mark on it is another character to Swift and still a quote to a database.
  private func doubling(_ quote: Unicode.Scalar, in text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == quote { result.append(quote) }
      result.append(scalar)
    }
    return String(result)
  }

  /// A double, or NULL where it is not finite.
  package func finite(_ number: String) -> String {
    letting(number) { "case when \(isFinite($0)) then \($0) end" }
  }

  package func cast(_ expression: String, _ type: SQLType) -> String {
    "cast(\(expression) as \(typeName(type)))"
  }
}

/// What a provenance line takes the SHA-256 of.
package enum FingerprintSubject: Sendable, Hashable {
  case text(String)
  /// A file's bytes, by path.
  case file(String)

  /// A file above this size is not read a second time only for its hash.
  package static let largestFile = 16 << 20
}
