import Diagnostics
internal import Terms

extension ValueReader {
  /// How times are written: words of `strptime`, or the name of a number.
  func timeFormat() -> TimeFormat? {
    guard let label = label() else { return nil }
    let text = label.value
    if let epoch = TimeFormat.Epoch(rawValue: text) { return .epoch(epoch) }
    if text == "excel" { return .excel }
    guard text.contains("%") else {
      faults.error(
        .invalidTime, at: place, "\(name) is not a format of times: \(quoted(text))",
        remedy: "write \(listed(Self.numericFormats)), or a pattern such as \"%d.%m.%Y %H:%M\"")
      return nil
    }
    do { return .pattern(try TimePattern(parsing: text)) } catch {
      let (problem, remedy) = error.inWords
      faults.error(.invalidTime, at: place, "\(name) is \(quoted(text)), \(problem)", remedy: remedy)
      return nil
    }
  }

  private static let numericFormats = (TimeFormat.Epoch.allCases.map(\.rawValue) + ["excel"]).map { quoted($0) }
}

extension TimePattern.Fault {
  fileprivate var inWords: (problem: String, remedy: String) {
    switch self {
    case .unknownWord(let word):
      let words = TimePattern.words.map { "%\($0.word) (\($0.meaning))" }.joined(separator: ", ")
      return ("where \(quoted(word)) has no meaning", "use \(words)")
    case .missing(let part):
      let words = ["year": "%Y", "month": "%m, %b or %B", "day": "%d"]
      return ("which has no \(part)", "add \(words[part, default: part]): a time needs a year, a month and a day")
    case .halfDay: return ("where %I and %p do not stand together", "write %H for hours up to 24, or %I with %p")
    case .letters(let zone):
      return (
        "where \(quoted(zone)) would be read past and the time taken for a local one",
        "leave \"time_format\" out if these are ISO times, which are read with their \(zone == "Z" ? "Z" : "offset"); if not, write %z for an offset such as +0000"
      )
    case .repeated(let word): return ("which has the \(word) twice", "write each part once")
    }
  }
}
