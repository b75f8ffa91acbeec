/// A pattern of `strptime` that tells a moment: `%d.%m.%Y %H:%M`.
package struct TimePattern: Sendable, Hashable {
  package let text: String
  /// Whether times say how far their clock is from UTC.
  package let statesOffset: Bool

  /// What makes a text no such pattern.
  package enum Fault: Error, Sendable, Equatable {
    /// A letter after `%` that has no meaning here.
    case unknownWord(String)
    /// No year, or no day.
    case missing(String)
    /// Hours up to 12 without the half of the day.
    case halfDay
    /// A letter that stands for UTC would be read past, and the time as a local one.
    case letters(String)
    case repeated(String)
  }

  /// What may stand after `%`, with its meaning.
  package static let words: [(word: Character, meaning: String)] = [
    ("Y", "year"), ("y", "year of two digits"), ("m", "month"), ("b", "month by its short name"),
    ("B", "month by its name"),
    ("d", "day"), ("j", "day of the year"), ("H", "hour"), ("I", "hour up to 12"), ("p", "AM or PM"), ("M", "minute"),
    ("S", "second"), ("f", "fraction of a second"), ("z", "offset from UTC"), ("a", "weekday by its short name"),
    ("A", "weekday by its name"), ("%", "a percent sign"),
  ]

  package init(parsing text: String) throws(Fault) {
    var (found, literal, rest) = (Set<Character>(), "", text[...])
    while let character = rest.popFirst() {
      guard character == "%" else {
        literal.append(character)
        continue
      }
      literal.append(" ")
      // `%-d` is `%d` without a zero before it, which is read in any case.
      if rest.first == "-" { rest.removeFirst() }
      guard let word = rest.popFirst(), Self.words.contains(where: { $0.word == word }) else {
        throw .unknownWord(String(text[..<rest.startIndex].suffix(2)))
      }
      guard word == "%" || found.insert(word).inserted else { throw .repeated("%\(word)") }
    }
    let letters = literal.split { !$0.isLetter }.map(String.init)
    if let zone = letters.first(where: { ["Z", "UTC", "GMT"].contains($0) }) { throw .letters(zone) }
    guard found.contains("Y") || found.contains("y") else { throw .missing("year") }
    let hasMonth = !found.isDisjoint(with: "mbB")
    guard found.contains("j") || hasMonth && found.contains("d") else { throw .missing(hasMonth ? "day" : "month") }
    guard found.contains("I") == found.contains("p") else { throw .halfDay }
    guard !(found.contains("H") && found.contains("I")) else { throw .repeated("hour") }
    self.text = text
    statesOffset = found.contains("z")
  }

  /// How long texts are where numbers stand side by side and all words are numbers of a fixed width; nil for other patterns.
  package var lengthOfDigits: Int? {
    let widths: [Character: Int] = ["Y": 4, "y": 2, "m": 2, "d": 2, "H": 2, "I": 2, "M": 2, "S": 2, "j": 3]
    var (length, follows, isTight, rest) = (0, false, false, text[...])
    while let character = rest.popFirst() {
      guard character == "%" else {
        (length, follows) = (length + 1, false)
        continue
      }
      guard let word = rest.popFirst(), let width = widths[word] else { return nil }
      isTight = isTight || follows
      (length, follows) = (length + width, true)
    }
    return isTight ? length : nil
  }

  /// Whether a day is the one of its year, by a local clock.
  package var countsDaysOfYear: Bool { !statesOffset && (text.contains("%j") || text.contains("%-j")) }

  /// How its year is written.
  package var yearWord: String { text.contains("%Y") ? "%Y" : "%y" }

  init?(_ text: String) {
    do { try self.init(parsing: text) } catch { return nil }
  }
}
